"""The simulator's face: its controls, its ledger, and one panel per question that can be asked of a scenario."""
