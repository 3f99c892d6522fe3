"""Rounds in a hall: everyone's split from a phone, on the wall within a second."""
