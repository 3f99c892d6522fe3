"""Search over everything: one index of all that has a title or a code, and where each of it leads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from kompass.facts import Facts
from kompass.language import LANGUAGES, Language, language
from kompass.pages import ALL_PAGES
from kompass.search.kinds import KINDS, PAGE, EntryKind
from kompass.text_match import nearly, spellings

MOST = 24  # hits of an answer
MOST_OF_A_KIND = 6  # so that one kind does not hide the others
SHORTEST_SLIP = 4  # letters; shorter words are too alike to tell a slip from another word
SHORTEST_PART = 3  # letters; two stand inside of almost any word
# Where a typed word is in one of a title, best first: "Pflege" is at the edge of "Altenpflege".
EDGE, INSIDE, NEARLY = range(3)
CODE, TITLE, START, WORDS = range(4)  # what of an entry the whole query is, best first


@dataclass(frozen=True)
class Hit:
    """Something found: its kind by name, what it is called and its code, and the page that shows it."""

    kind: str
    title: str
    code: str
    path: str
    parameters: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Entry:
    """A hit with what it is found by: its titles and its code, and all their words."""

    hit: Hit
    rank: int  # among equals, by its kind
    names: frozenset[str]
    codes: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True)
class Index:
    """All entries in one language; titles in the other languages are found as well, and shown in this one."""

    entries: tuple[_Entry, ...]
    vocabulary: frozenset[str]

    def search(self, query: str, most: int = MOST, most_of_a_kind: int = MOST_OF_A_KIND) -> tuple[Hit, ...]:
        """What fits all words of the query, best first.

        First the code, then the title itself, then titles and codes that begin with the query, then those
        that have all its words: at the edge of words, inside of them, or but for one slip in each.
        """
        asked = _names(query)
        typed = [{word, *bare} for word, *bare in zip(*(name.split() for name in asked), strict=True)]
        if not typed:
            return ()
        known = [self._alike(forms) for forms in typed]
        graded = []
        for entry in self.entries:
            grade = _grade(entry, asked, known)
            if grade is not None:
                graded.append((grade, entry.rank, len(entry.hit.title), entry))
        graded.sort(key=lambda found: found[:3])
        return tuple(islice(_sparing((entry.hit for *_, entry in graded), most_of_a_kind), most))

    def _alike(self, forms: set[str]) -> Mapping[str, int]:
        """The words of the vocabulary that a typed word can mean, and how. What begins a word is no slip."""
        found: dict[str, int] = {}
        for form in forms:
            found |= {word: INSIDE for word in self.vocabulary if form in word and len(form) >= SHORTEST_PART}
        begun = {word for word in self.vocabulary if word.startswith(tuple(forms))}
        ended = {word for word in found if word.endswith(tuple(forms))}
        if not begun:
            for form in (form for form in forms if len(form) >= SHORTEST_SLIP):
                found = {word: NEARLY for word in self.vocabulary if nearly(form, word)} | found
        return found | dict.fromkeys(begun | ended, EDGE)


def _grade(entry: _Entry, asked: Sequence[str], known: Sequence[Mapping[str, int]]) -> int | None:
    if not entry.codes.isdisjoint(asked):
        return CODE
    if not entry.names.isdisjoint(asked):
        return TITLE
    if any(name.startswith(spelling) for name in entry.names | entry.codes for spelling in asked):
        return START
    worst = 0
    for alike in known:
        how = min((alike[word] for word in entry.words if word in alike), default=None)
        if how is None:
            return None
        worst = max(worst, how)
    return WORDS + worst


def _sparing(hits: Iterable[Hit], most_of_a_kind: int) -> Iterable[Hit]:
    """No more than so many of each kind."""
    shown: dict[str, int] = {}
    for hit in hits:
        shown[hit.kind] = shown.get(hit.kind, 0) + 1
        if shown[hit.kind] <= most_of_a_kind:
            yield hit


def _names(text: str) -> tuple[str, ...]:
    """The spellings of a text, nothing between their words but one space."""
    return tuple(" ".join(re.findall(r"\w+", spelling)) for spelling in spellings(text))


def index(facts: Facts, plan: str, words: Language) -> Index:
    """The index of the facts (in the default language) and the pages. ``plan`` is the version that their answers name."""
    everywhere = [words, *(language(code) for code in LANGUAGES if code != words.code)]
    entries = [
        _entry(
            Hit("page", words.text(page.title), "", page.url_path, ()),
            0,
            [t for w in everywhere for t in (w.text(page.title), w.text(page.answers, plan=plan))],
        )
        for page in ALL_PAGES
    ]
    for rank, kind in enumerate(KINDS, start=1):
        shown, *others = (_rows(kind, facts, own) for own in everywhere)
        seen = set()
        for number, row in enumerate(shown):
            hit = _hit(kind, row)
            if hit not in seen:  # the same feature of two districts leads to the same place
                seen.add(hit)
                same = [row, *(rows[number] for rows in others)]
                entries.append(_entry(hit, rank, [str(r[column]) for r in same for column in kind.titles]))
    return Index(tuple(entries), frozenset(word for entry in entries for word in entry.words))


def _rows(kind: EntryKind, facts: Facts, words: Language) -> list[Mapping[str, str]]:
    own = facts.in_language(words)
    table = own[kind.rows] if isinstance(kind.rows, str) else kind.rows(own, words)
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _hit(kind: EntryKind, row: Mapping[str, str]) -> Hit:
    parameters = tuple((name, value.format(**row)) for name, value in kind.parameters)
    return Hit(
        kind.name, str(row[kind.titles[0]]), str(row[kind.code]) if kind.code else "", kind.path, parameters
    )


def _entry(hit: Hit, rank: int, names: Iterable[str]) -> _Entry:
    spelled = frozenset(name for text in names for name in _names(text) if name)
    codes = frozenset(_names(hit.code)) if hit.code else frozenset()
    return _Entry(
        hit, rank, spelled, codes, frozenset(word for name in spelled | codes for word in name.split())
    )


def kind_labels(words: Language) -> dict[str, str]:
    """What each kind is called, by its name."""
    return {"page": words.text(PAGE), **{kind.name: words.text(kind.label) for kind in KINDS}}
