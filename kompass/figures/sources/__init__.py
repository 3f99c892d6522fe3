"""Sources, notes, methods and tables to look up."""
