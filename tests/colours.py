"""The themes with the colours of the plan's four institutions, as its pages have them."""

from kompass.figures.charts import style

CODES = ("AA", "AC", "DN", "HS")
LIGHT, DARK = style.LIGHT.for_plan(CODES), style.DARK.for_plan(CODES)
