"""The Prognos Zukunftsatlas: classes and ranks of the districts."""
