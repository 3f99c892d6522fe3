"""What supports a shortage: the chain from shortage to training goal to measure of the state."""
