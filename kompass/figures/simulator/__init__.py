"""The figures of the simulator: one module per question that can be asked of a scenario."""
