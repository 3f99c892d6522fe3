"""Papers and files to take along, made from the same figures as the pages."""
