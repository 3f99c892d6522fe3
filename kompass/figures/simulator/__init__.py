"""Figures of the simulator, one module per question about a scenario."""
