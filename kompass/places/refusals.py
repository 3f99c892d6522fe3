"""Why a move of places is not possible: each text once, for the arithmetic here and for the table in a browser."""

from __future__ import annotations

from kompass.language import N_, Message

LOCKED = N_("{code} ist gesperrt. Bitte die Sperre lösen.")
CEILING = Message.with_count(
    "{code} soll höchstens {ceiling} Platz haben und kann nur {possible} nehmen, nicht {wanted}.",
    "{code} soll höchstens {ceiling} Plätze haben und kann nur {possible} nehmen, nicht {wanted}.",
    "ceiling",
)
FLOOR = Message.with_count(
    "{code} soll mindestens {floor} Platz behalten und kann nur {possible} abgeben, nicht {wanted}.",
    "{code} soll mindestens {floor} Plätze behalten und kann nur {possible} abgeben, nicht {wanted}.",
    "floor",
)
HAS = Message.with_count(
    "{code} kann höchstens {possible} Platz abgeben, nicht {wanted}.",
    "{code} kann höchstens {possible} Plätze abgeben, nicht {wanted}.",
    "possible",
)
HAS_DEGREE = Message.with_count(
    "{code} hat nur {possible} abschlussorientierten Platz und kann nicht {wanted} abgeben.",
    "{code} hat nur {possible} abschlussorientierte Plätze und kann nicht {wanted} abgeben.",
    "possible",
)
HAS_OTHERS = Message.with_count(
    "{code} hat nur {possible} anderen Platz und kann nicht {wanted} dafür geben.",
    "{code} hat nur {possible} andere Plätze und kann nicht {wanted} dafür geben.",
    "possible",
)
KEEPS_DEGREE = Message.with_count(
    "{code} behielte {places} Platz, davon {degree} abschlussorientiert: Es müssten mehr "
    "abschlussorientierte Plätze mitgehen.",
    "{code} behielte {places} Plätze, davon {degree} abschlussorientiert: Es müssten mehr "
    "abschlussorientierte Plätze mitgehen.",
    "places",
)
TOO_MUCH_DEGREE = Message.with_count(
    "Von {places} Platz können nicht {degree} abschlussorientiert sein.",
    "Von {places} Plätzen können nicht {degree} abschlussorientiert sein.",
    "places",
)
UNKNOWN = N_("{code} ist keine Institution dieses Plans. Möglich sind {codes}.")
ITSELF = N_("{code} kann nicht an sich selbst abgeben.")
NO_PLACE = N_("Es muss mindestens ein Platz umgebucht werden, nicht {places}.")
ALL_LOCKED = N_("Alle anderen sind gesperrt: Es gibt keinen Ausgleich für {code}.")
TOO_LONG = N_("Das Szenario ist zu lang: höchstens {limit} Zeichen.")
OTHER_PLAN = N_("Das Szenario gehört zum Plan „{version}“, geladen ist der Plan {plan}.")
UNREADABLE = N_("Umbuchung {number} („{part}“) ist nicht lesbar. Erwartet wird etwa AA-HS.100.25.")
IMPOSSIBLE = N_("Umbuchung {number} ({part}): {reason}")
