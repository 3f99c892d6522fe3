"""Goal search: the fewest transfers that fulfil a list of wishes."""
