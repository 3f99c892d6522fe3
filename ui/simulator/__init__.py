"""The user interface of the simulator: controls, list of transfers, and one panel per evaluation of a scenario."""
