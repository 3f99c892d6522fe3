"""Planned against actual within the year: figures that controllers bring, forecast, proposed transfers."""
