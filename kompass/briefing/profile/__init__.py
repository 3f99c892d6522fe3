"""The profile of an institution or a district as a file."""
