"""The search: an index of everything with a title or a code, and the page that shows each entry."""

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

MOST = 24  # results of a query
MOST_OF_A_KIND = 6  # results per kind, so that one kind does not hide the others
SHORTEST_TYPO = 4  # letters; shorter words are too similar to tell a typo from another word
SHORTEST_PART = 3  # letters; two are inside of almost any word
# Where a typed word occurs in a word of a title, best first: "Pflege" is at the edge of "Altenpflege".
EDGE, INSIDE, NEARLY = range(3)
CODE, TITLE, START, WORDS = range(4)  # what the whole query matches, best first


@dataclass(frozen=True)
class Hit:
    """A search result: kind, title, code, and the page with its query parameters."""

    kind: str
    title: str
    code: str
    path: str
    parameters: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Entry:
    """An entry of the index: the result, and the normalised titles, codes and words that it is found by."""

    hit: Hit
    rank: int  # order of its kind among equal grades
    names: frozenset[str]
    codes: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True)
class Index:
    """The entries in one language. Titles in other languages are found, too, but shown in this one."""

    entries: tuple[_Entry, ...]
    vocabulary: frozenset[str]

    def search(self, query: str, most: int = MOST, most_of_a_kind: int = MOST_OF_A_KIND) -> tuple[Hit, ...]:
        """The entries that match all words of the query, best first: at most ``most``, and ``most_of_a_kind``
        of each kind.

        Order: exact code, exact title, titles and codes that begin with the query, then those with all its
        words: at the start or end of words, inside of them, or with one typo in each.
        """
        spelled = _names(query)
        typed = [{word, *bare} for word, *bare in zip(*(name.split() for name in spelled), strict=True)]
        if not typed:
            return ()
        known = [self._matching_words(forms) for forms in typed]
        graded = []
        for entry in self.entries:
            grade = _grade(entry, spelled, known)
            if grade is not None:
                graded.append((grade, entry.rank, len(entry.hit.title), entry))
        graded.sort(key=lambda found: found[:3])
        return tuple(islice(_limited_per_kind((entry.hit for *_, entry in graded), most_of_a_kind), most))

    def _matching_words(self, forms: set[str]) -> Mapping[str, int]:
        """The indexed words that a typed word (in its spellings) matches, with EDGE, INSIDE or NEARLY. Typos
        are only considered if no word begins with it."""
        matches: dict[str, int] = {}
        for form in forms:
            matches |= {
                word: INSIDE for word in self.vocabulary if form in word and len(form) >= SHORTEST_PART
            }
        prefixed = {word for word in self.vocabulary if word.startswith(tuple(forms))}
        suffixed = {word for word in matches if word.endswith(tuple(forms))}
        if not prefixed:
            for form in (form for form in forms if len(form) >= SHORTEST_TYPO):
                matches = {word: NEARLY for word in self.vocabulary if nearly(form, word)} | matches
        return matches | dict.fromkeys(prefixed | suffixed, EDGE)


def _grade(entry: _Entry, spelled: Sequence[str], known: Sequence[Mapping[str, int]]) -> int | None:
    """How well an entry matches, 0 is best; None if it does not."""
    if not entry.codes.isdisjoint(spelled):
        return CODE
    if not entry.names.isdisjoint(spelled):
        return TITLE
    if any(name.startswith(spelling) for name in entry.names | entry.codes for spelling in spelled):
        return START
    worst = 0
    for alike in known:
        how = min((alike[word] for word in entry.words if word in alike), default=None)
        if how is None:
            return None
        worst = max(worst, how)
    return WORDS + worst


def _limited_per_kind(hits: Iterable[Hit], most_of_a_kind: int) -> Iterable[Hit]:
    """The results, with at most ``most_of_a_kind`` of each kind."""
    counts: dict[str, int] = {}
    for hit in hits:
        counts[hit.kind] = counts.get(hit.kind, 0) + 1
        if counts[hit.kind] <= most_of_a_kind:
            yield hit


def _names(text: str) -> tuple[str, ...]:
    """The spellings of a text without punctuation, words separated by a space."""
    return tuple(" ".join(re.findall(r"\w+", spelling)) for spelling in spellings(text))


def index(facts: Facts, plan: str, words: Language) -> Index:
    """The index of facts (in the default language) and pages. ``plan`` is the version inserted into the
    pages' texts."""
    languages = [words, *(language(code) for code in LANGUAGES if code != words.code)]
    entries = [
        _entry(
            Hit("page", words.text(page.title), "", page.url_path, ()),
            0,
            [t for w in languages for t in (w.text(page.title), w.text(page.answers, plan=plan))],
        )
        for page in ALL_PAGES
    ]
    for rank, kind in enumerate(KINDS, start=1):
        rows_of_language, *other_rows = (_rows(kind, facts, each) for each in languages)
        seen = set()
        for number, row in enumerate(rows_of_language):
            hit = _hit(kind, row)
            if hit not in seen:  # the same feature in two districts has the same link
                seen.add(hit)
                same = [row, *(rows[number] for rows in other_rows)]
                entries.append(_entry(hit, rank, [str(r[column]) for r in same for column in kind.titles]))
    return Index(tuple(entries), frozenset(word for entry in entries for word in entry.words))


def _rows(kind: EntryKind, facts: Facts, words: Language) -> list[Mapping[str, str]]:
    translated = facts.in_language(words)
    table = translated[kind.rows] if isinstance(kind.rows, str) else kind.rows(translated, words)
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
    """The label of each kind, by its name."""
    return {"page": words.text(PAGE), **{kind.name: words.text(kind.label) for kind in KINDS}}
