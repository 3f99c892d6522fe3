"""People by age in the districts of a plan, and where the districts stand among all of Germany."""
