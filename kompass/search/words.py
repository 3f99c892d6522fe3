"""What is typed, taken apart: words and their stems, numbers as printed, and the small words of a question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kompass.text_match import spellings

# "3.508", "3,508" and "3 508" are one number; so are "27,2" and "27.2".
_NUMBER = r"\d{1,3}(?:[., ]\d{3})+(?:[.,]\d+)?|\d+[.,]\d+|\d+"
_TOKEN = re.compile(rf"(?<![\w.,])(?:{_NUMBER})(?![\w])(?![.,]\d)|\w+")
_GROUPED = re.compile(r"\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*")
_DECIMAL = re.compile(r"(\d{1,3}(?:(?P<between>[., ])\d{3})*|\d+)(?!(?P=between))[.,](?P<digits>\d+)")
# Words that a question has and an answer has not, German and English, without the dots of umlauts.
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "wer wen wem wie was wo wann warum wieso woher wohin welche welcher welches welchen wieviel viel viele vielen gibt "
        "es ist sind war hat haben ein eine einen einem einer eines der die das den dem des in im am an auf aus bei fur mit "
        "nach von vom zu zum zur und oder man ich wir heisst bedeutet eigentlich alle "
        "who whom how what where when why which much many is are was has have had does do did a an the in on at of for with "
        "from to and or one there mean means it",
    )
)
_ASKS_MEANING = re.compile(r"(was|what)\s+(ist|sind|heisst|bedeutet|is|are|does|do)\b")
# What a reader may say, by stem, and the words of our titles that it asks for.
_SYNONYMS: dict[str, tuple[str, ...]] = {
    "bekommt": ("kontingente",),
    "bekomm": ("kontingente",),
    "kriegt": ("kontingente",),
    "erhalt": ("kontingente",),
    "verteilung": ("kontingente", "verteilungsschlussel"),
    "aufteilung": ("kontingente",),
    "quot": ("kontingente",),
    "get": ("quotas",),
    "gets": ("quotas",),
    "receiv": ("quotas",),
    "split": ("quotas",),
    "forderung": ("platze",),
    "kurs": ("platze",),
    "mangel": ("engpass", "engpasse"),
    "fachkraftemangel": ("engpass", "engpasse"),
    "fehl": ("engpass", "engpasse"),
    "gesucht": ("engpass", "engpasse"),
    "scarc": ("shortage", "shortages"),
    "missing": ("shortage", "shortages"),
    "arbeitslosigkeit": ("arbeitslose",),
    "jobless": ("unemployed", "unemployment"),
    "programm": ("massnahme",),
    "prognos": ("ausblick",),
    "zukunft": ("ausblick", "zukunftsatlas"),
    "ai": ("ki",),
}
_ENDINGS = ("ern", "en", "er", "em", "es", "e", "s")


@dataclass(frozen=True)
class Token:
    """One word or number as typed: its spellings, and the numbers it can be."""

    forms: frozenset[str]
    numbers: frozenset[str]

    @property
    def means(self) -> tuple[str, ...]:
        """Words of the field that a reader who types this asks for."""
        return tuple(word for form in self.forms for word in _SYNONYMS.get(stem(form), ()))


def names(text: str) -> tuple[str, ...]:
    """The spellings of a text, nothing between their words but one space."""
    return tuple(" ".join(re.findall(r"\w+", spelling)) for spelling in spellings(text))


def numbers(text: str) -> frozenset[str]:
    """All numbers in a text, each in every way that it can be read, without the signs that group it."""
    return frozenset(reading for token in _tokens(spellings(text)[1]) for reading in readings(token))


def readings(token: str) -> frozenset[str]:
    """What a number stands for, German or English: "3.508" is 3508, or 3.508 as English writes it."""
    found = set()
    if token.isdecimal() and (token == "0" or not token.startswith("0")):
        found.add(token)
    if _GROUPED.fullmatch(token):
        found.add(re.sub(r"\D", "", token))
    if parts := _DECIMAL.fullmatch(token):
        whole, digits = re.sub(r"\D", "", parts[1]), parts["digits"].rstrip("0")
        found.add(f"{whole}.{digits}" if digits else whole)
    return frozenset(found)


def asked(query: str) -> tuple[Token, ...]:
    """The words and numbers of a query; the small words of a question only where there is nothing else."""
    tokens = tuple(
        Token(frozenset(forms), readings(forms[0]))
        for forms in zip(*(_tokens(spelling) for spelling in spellings(query)), strict=True)
    )
    return tuple(token for token in tokens if not token.forms & _SMALL) or tokens


def is_question(query: str) -> bool:
    """Whether a query has the small words or the mark of a question."""
    return "?" in query or any(token in _SMALL for token in _tokens(spellings(query)[1]))


def asks_meaning(query: str) -> bool:
    """Whether a query asks what something is, which a term answers."""
    return _ASKS_MEANING.match(spellings(query)[1].strip()) is not None


def stem(word: str) -> str:
    """A word without its ending: "platze" and "platz" are one. Rough, and the same for both languages."""
    for ending in _ENDINGS:
        kept = word.removesuffix(ending)
        if kept != word and len(kept) >= 4 and not (ending == "s" and kept[-1] in "aisu"):
            return kept
    return word


def stems(words: Iterable[str]) -> dict[str, frozenset[str]]:
    """The words of a vocabulary by their stems."""
    found: dict[str, set[str]] = {}
    for word in words:
        found.setdefault(stem(word), set()).add(word)
    return {key: frozenset(own) for key, own in found.items()}


def _tokens(spelling: str) -> list[str]:
    return _TOKEN.findall(spelling.replace("\u202f", " "))
