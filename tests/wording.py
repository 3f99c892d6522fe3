"""What no shown text may say: a lone 1 before a noun in the plural, or what Python writes for no number."""

import re

NOUNS = (
    "Plätze|Einträge|Zeilen|Tabellen|Listen|Engpässe|Maßnahmen|Berufsgruppen|Bildungsziele|Engpassberufe|Projekte"
    "|Empfehlungen|Verbindungen|Aussagen|Institutionen|Werte|Kreise|Personen|Prozentpunkte|Stunden|Jahre|Treffern"
    "|places|entries|rows|tables|lists|shortages|measures|groups|goals|occupations|projects|recommendations|links"
    "|statements|institutions|values|districts|people|persons|hours|years"
)
# "1 Plätze", "+1 places", "1 passende Bildungsziele"; not "21 Plätze", "0,1 Prozentpunkte", "1.001 Plätze" and not
# "1 von 38 Berufsgruppen".
WRONG_NUMBER = re.compile(
    rf"(?<![\d.,–-])1[\s\u00a0](?!von\b|of\b|bis\b|to\b|und\b|and\b)(?:[a-zäöüß-]+[\s\u00a0]){{0,2}}(?:{NOUNS})\b"
)
NOT_A_NUMBER = re.compile(r".{0,40}\b(?:nan|NaN|None|NaT|inf)\b.{0,20}")
