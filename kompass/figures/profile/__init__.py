"""The profile of an institution or a district: its figures, chosen from those of other subjects."""
