"""The three districts side by side, and what they can be compared by."""
