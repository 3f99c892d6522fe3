"""The search: an index of everything with a title or a code, and the page that shows each entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from kompass.facts import Facts
from kompass.language import LANGUAGES, Language, language
from kompass.pages import offered_pages, offered_path
from kompass.search.kinds import KINDS, PAGE, EntryKind
from kompass.search.words import Token, asked, asks_meaning, is_question, names, numbers, stem, stems
from kompass.text_match import nearly

MOST = 24  # hits of an answer
MOST_OF_A_KIND = 6  # so that one kind does not hide the others
SHORTEST_TYPO = 4  # letters; shorter words are too similar to tell a typo from another word
SHORTEST_PART = 3  # letters; two stand inside of almost any word
# What a typed word is to one of a title, best first: "Pflege" is at the edge of "Altenpflege".
WHOLE, EDGE, INSIDE, NEARLY = range(4)
# What of an entry the whole query is, best first: its code, a title, the number it is about, the first words of a
# title, all its words (up to WHOLE), the first letters of a title, parts of its words (from EDGE on).
CODE, TITLE, NUMBER, START, WORDS, LETTERS, PARTS = range(7)
TERM = "term"  # the kind that says what a word means


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
    shown: frozenset[str]  # the words of the title that is shown
    numbers: frozenset[str]  # that its titles and its code have
    is_number: bool  # whether a number is what it is about


@dataclass(frozen=True)
class Index:
    """The entries in one language. Titles in other languages are found, too, but shown in this one."""

    entries: tuple[_Entry, ...]
    vocabulary: frozenset[str]
    stems: Mapping[str, frozenset[str]]
    by_word: Mapping[str, Sequence[int]]  # positions of the entries that have a word in a title or code
    by_number: Mapping[str, Sequence[int]]  # the same of numbers

    def search(self, query: str, most: int = MOST, most_of_a_kind: int = MOST_OF_A_KIND) -> tuple[Hit, ...]:
        """What fits all words of the query, best first; of a question, what fits most of its words.

        First the code, the title itself and the number, then titles and codes that begin with the query, then
        those that have all its words: whole, at the edge of words, inside of them, or but for one slip in each.
        Whoever asks what something is gets the term first.
        """
        spelled, tokens = names(query), asked(query)
        if not tokens:
            return ()
        known = [self._alike(token) for token in tokens]
        fits = [self._fits(token, alike) for token, alike in zip(tokens, known, strict=True)]
        only = tokens[0].numbers if len(tokens) == 1 else frozenset()
        meaning = asks_meaning(query)
        graded: list[tuple[tuple[int, ...], Hit]] = []
        partly: list[tuple[tuple[int, ...], Hit]] = []
        for at in set().union(*fits):
            entry, own = self.entries[at], [found.get(at) for found in fits]
            grade = _grade(entry, spelled, only, own)
            rank = -1 if meaning and entry.hit.kind == TERM else entry.rank
            elsewhere = sum(entry.shown.isdisjoint(alike) for alike in known)
            key = (rank, elsewhere, len(entry.hit.title), at)
            if grade is None:
                partly.append(((own.count(None), *key), entry.hit))
            else:
                graded.append(((grade, *key), entry.hit))
        chosen = graded or (partly if is_question(query) else [])
        chosen.sort(key=lambda found: found[0])
        return tuple(islice(_limited_per_kind((hit for _, hit in chosen), most_of_a_kind), most))

    def _fits(self, token: Token, alike: Mapping[str, int]) -> dict[int, int]:
        """How a typed word or number fits the entries that it fits, by their positions."""
        found: dict[int, int] = {}
        for word, how in alike.items():
            for at in self.by_word[word]:
                found[at] = min(how, found.get(at, how))
        for number in token.numbers:
            found |= dict.fromkeys(self.by_number.get(number, ()), WHOLE)
        return found

    def _alike(self, token: Token) -> Mapping[str, int]:
        """The words of the vocabulary that a typed word can mean, and how. What begins a word is no slip."""
        forms = token.forms
        found: dict[str, int] = {}
        for form in forms:
            found |= {word: INSIDE for word in self.vocabulary if form in word and len(form) >= SHORTEST_PART}
        begun = {word for word in self.vocabulary if word.startswith(tuple(forms))}
        ended = {word for word in found if word.endswith(tuple(forms))}
        whole = {word for form in forms for word in self.stems.get(stem(form), ())}
        whole |= self.vocabulary.intersection(token.means)
        # An ending apart from a known word may still be a slip of another: both are found, the known word first.
        if not begun and self.vocabulary.isdisjoint({*forms, *token.means}):
            for form in (form for form in forms if form.isalnum() and len(form) >= SHORTEST_TYPO):
                found = {word: NEARLY for word in self.vocabulary if nearly(form, word)} | found
        return found | dict.fromkeys(begun | ended, EDGE) | dict.fromkeys(whole, WHOLE)


def _grade(
    entry: _Entry, spelled: Sequence[str], only: frozenset[str], fits: Sequence[int | None]
) -> int | None:
    """How the whole query fits an entry; ``only``: the number that it is, if it is nothing else."""
    if not entry.codes.isdisjoint(spelled):
        return CODE
    if not entry.names.isdisjoint(spelled):
        return TITLE
    if entry.is_number and only & entry.numbers:
        return NUMBER
    begun = [n[len(q) :] for n in entry.names | entry.codes for q in spelled if n.startswith(q)]
    worst = None if None in fits else max(fit for fit in fits if fit is not None)
    grades = [LETTERS] * bool(begun) + [START] * any(rest.startswith(" ") for rest in begun)
    if worst is not None:
        grades.append(WORDS if worst == WHOLE else PARTS + worst)
    return min(grades, default=None)


def _limited_per_kind(hits: Iterable[Hit], most_of_a_kind: int) -> Iterable[Hit]:
    """The results, with at most ``most_of_a_kind`` of each kind."""
    counts: dict[str, int] = {}
    for hit in hits:
        counts[hit.kind] = counts.get(hit.kind, 0) + 1
        if counts[hit.kind] <= most_of_a_kind:
            yield hit


def index(facts: Facts, plan: str, words: Language) -> Index:
    """The index of facts (in the default language) and pages that the plan offers. ``plan`` is the version inserted into the
    pages' texts."""
    languages = [words, *(language(code) for code in LANGUAGES if code != words.code)]
    entries = [
        _entry(
            Hit("page", words.text(page.title), "", page.url_path, ()),
            0,
            [t for w in languages for t in (w.text(page.title), w.text(page.answers, plan=plan))],
        )
        for page in offered_pages(facts)
    ]
    for rank, kind in enumerate(KINDS, start=1):
        if not offered_path(kind.path, facts):
            continue
        rows_of_language, *other_rows = (_rows(kind, facts, each) for each in languages)
        seen = set()
        for number, row in enumerate(rows_of_language):
            hit = _hit(kind, row)
            if hit not in seen:  # the same feature in two districts has the same link
                seen.add(hit)
                same = [row, *(rows[number] for rows in other_rows)]
                titles = [str(r[column]) for r in same for column in kind.titles]
                entries.append(_entry(hit, rank, titles, kind.is_number))
    vocabulary = frozenset(word for entry in entries for word in entry.words)
    by_word = _positions(entry.words for entry in entries)
    by_number = _positions(entry.numbers for entry in entries)
    return Index(tuple(entries), vocabulary, stems(vocabulary), by_word, by_number)


def _positions(found: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """Where each word stands in a sequence of sets of words."""
    positions: dict[str, list[int]] = {}
    for at, words in enumerate(found):
        for word in words:
            positions.setdefault(word, []).append(at)
    return positions


def _rows(kind: EntryKind, facts: Facts, words: Language) -> list[Mapping[str, str]]:
    translated = facts.in_language(words)
    table = translated[kind.rows] if isinstance(kind.rows, str) else kind.rows(translated, words)
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _hit(kind: EntryKind, row: Mapping[str, str]) -> Hit:
    filled = ((name, value.format(**row)) for name, value in kind.parameters)
    parameters = tuple((name, value) for name, value in filled if value)
    return Hit(
        kind.name, str(row[kind.titles[0]]), str(row[kind.code]) if kind.code else "", kind.path, parameters
    )


def _entry(hit: Hit, rank: int, titles: Sequence[str], is_number: bool = False) -> _Entry:
    spelled = frozenset(name for title in titles for name in names(title) if name)
    codes = frozenset(names(hit.code)) if hit.code else frozenset()
    words = frozenset(word for name in spelled | codes for word in name.split())
    counted = frozenset(number for name in (*titles, hit.code) for number in numbers(name))
    shown = frozenset(word for name in names(hit.title) for word in name.split())
    return _Entry(hit, rank, spelled, codes, words, shown, counted, is_number)


def kind_labels(words: Language) -> dict[str, str]:
    """The label of each kind, by its name."""
    return {"page": words.text(PAGE), **{kind.name: words.text(kind.label) for kind in KINDS}}
