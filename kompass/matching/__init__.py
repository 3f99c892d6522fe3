"""Which shortages, training goals, measures and moved places belong together, by occupation group."""
