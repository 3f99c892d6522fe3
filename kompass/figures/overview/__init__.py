"""The answer on the first page: places per institution for how many unemployed, and what is short."""
