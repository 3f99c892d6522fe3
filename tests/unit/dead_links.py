"""Links of which a part cannot be used, for the tests of pages and routes."""

GOOD = "2026~AA-HS.100.25"
SIX = [f"S{n}|2026~AA-HS.{n}.0" for n in range(1, 7)]
# What is wrong, and words that name the part, its value and what is expected.
DEAD = {
    "another plan": ({"s": "2025~AA-HS.100"}, "Das Szenario in der Adresse gilt nicht: .*„2025“.*Plan 2026"),
    "impossible": (
        {"s": "2026~DN-HS.301"},
        "Das Szenario in der Adresse gilt nicht: .*höchstens 300 .*nicht 301",
    ),
    "unreadable": ({"s": "2026~AA-HS"}, "„AA-HS“.*ist nicht lesbar. Erwartet wird etwa AA-HS.100.25"),
    "long reason": (
        {"s": GOOD, "weil": "1:" + "x" * 201},
        "Begründungen.*201 Zeichen, höchstens 200.*kürzen",
    ),
    "reason of no step": ({"s": GOOD, "weil": "9:x"}, "Begründungen.*„9:x“.*Erwartet wird etwa 1:weil"),
    "seven kept": ({"v": [*SIX, "Siebtes|2026"]}, "7 Szenarien, höchstens 6.*Siebtes"),
    "kept impossible": (
        {"v": "A|2026~DN-HS.301"},
        "Szenarien in der Adresse gelten nicht alle: „A“: .*nicht 301",
    ),
    "long name": ({"v": "x" * 5000 + "|2026"}, "Der Name „x{40} …“ hat 5.000 Zeichen, höchstens 40"),
    "no baseline": ({"s": GOOD, "basis": "v.weg"}, "Vergleich.*„v.weg“ gibt es nicht. Möglich sind"),
    "mix": ({"mix": "gerecht.3"}, "Die Mischung in der Adresse gilt nicht: .*gerecht"),
    "measure": ({"masszahl": "Katzen"}, "Die Maßzahl in der Adresse gilt nicht: .*Katzen"),
}
