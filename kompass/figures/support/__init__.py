"""Support of a shortage: links from shortage to training goal to measure of the state."""
