"""Texts and numbers as shown to users: message catalogues (gettext) and number formats (Babel).

The message id is the German text itself, so the code reads as what it shows; other languages are catalogues
in ``data/locale/<code>/LC_MESSAGES/kompass.po``.
"""

from __future__ import annotations

import datetime as dt
import gettext
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cached_property, lru_cache
from numbers import Real
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from babel import Locale
from babel.dates import format_date, get_month_names
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, parse_decimal

LOCALE_DIR = Path(__file__).parents[1] / "data" / "locale"
DEFAULT = "de"
NBSP = "\u00a0"
DIGITS = 330  # of the largest float, and some decimals; the default of 28 refuses more
MINUS = "\u2212"
MOST_NAMED, FIRST_NAMED = 24, 3  # names in one sentence, and those named of more
CATALOGUES = ("kompass.po", "facts.po")  # the texts of the code, and those of the tables


@dataclass(frozen=True)
class LanguageSpec:
    """Everything that depends on the language besides its texts."""

    name: str  # in the language itself
    tag: str  # language and region (BCP 47), as Babel reads it and as Word and PowerPoint files state it
    date_format: str  # of a full date, a Babel (CLDR) pattern
    percent_sign: str  # with the space before it
    capital_nouns: bool = False  # whether nouns keep their capital within a sentence


# By code. To add a language: one entry here, catalogues in LOCALE_DIR and the texts in data/text.
LANGUAGES = {
    DEFAULT: LanguageSpec("Deutsch", "de-DE", "dd.MM.yyyy", f"{NBSP}%", capital_nouns=True),
    "en": LanguageSpec("English", "en-GB", "d MMMM yyyy", "%"),
}


def N_(msgid: str) -> str:
    """Mark a text for extraction into the catalogues where it is defined but not yet shown."""
    return msgid


@dataclass(frozen=True)
class Message:
    """A text to be translated later, when the user's language is known: message id and parameters.

    With a plural form ``many``, the parameter named by ``by`` decides between the two.
    """

    msgid: str
    params: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    many: str = ""
    by: str = ""

    @classmethod
    def with_count(cls, one: str, many: str, by: str, **params: Any) -> Message:
        """A message with singular ``one`` and plural ``many``; the parameter named ``by`` holds the number."""
        return cls(one, MappingProxyType(params), many, by)

    def __str__(self) -> str:
        return language(DEFAULT).message(self)


class MessageError(ValueError):
    """An error with a translatable :class:`Message`; ``str()`` gives it in the default language."""

    def __init__(self, msgid: str, **params: Any) -> None:
        self.message = Message(msgid, MappingProxyType(params))
        super().__init__(msgid)

    @classmethod
    def with_count(cls, one: str, many: str, by: str, **params: Any) -> Self:
        """An error with the text of :meth:`Message.with_count`."""
        return cls.of(Message.with_count(one, many, by), **params)

    @classmethod
    def of(cls, message: Message, **params: Any) -> Self:
        """An error with a text that stands elsewhere, its fields filled."""
        error = cls(message.msgid, **params)
        error.message = replace(message, params=MappingProxyType(params))
        return error

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True)
class Language:
    """One language: its texts and its formats. Get one from :func:`language`.

    ``counted`` replaces words of its texts by others: a plan may count entries where the texts speak of places.
    """

    code: str
    counted: tuple[tuple[str, str], ...] = ()

    @property
    def _spec(self) -> LanguageSpec:
        return LANGUAGES[self.code]

    @property
    def name(self) -> str:
        """The name of the language in itself, such as "Deutsch"."""
        return self._spec.name

    @property
    def tag(self) -> str:
        """The language and region as a BCP 47 tag, such as "de-DE"."""
        return self._spec.tag

    @cached_property
    def _locale(self) -> Locale:
        return Locale.parse(self.tag, sep="-")

    @cached_property
    def _entries(self) -> Mapping[str | tuple[str, ...], tuple[str, ...]]:
        """The translations by message id; a plural entry has the id (singular, plural) and one text per form."""
        if self.counted:
            return language(self.code)._entries
        found: dict[str | tuple[str, ...], tuple[str, ...]] = {}
        for name in CATALOGUES if self.code != DEFAULT else ():  # German texts are the message ids
            with (LOCALE_DIR / self.code / "LC_MESSAGES" / name).open("rb") as file:
                for message in read_po(file):
                    string, id_ = message.string or "", message.id
                    forms = (string,) if isinstance(string, str) else tuple(string)
                    if id_ and all(forms):
                        found[id_ if isinstance(id_, str) else tuple(id_)] = forms
        return found

    @property
    def translated(self) -> int:
        """How many texts its catalogues translate; they are read at the first use. Raises what reading raises."""
        return len(self._entries)

    @cached_property
    def _form(self) -> Callable[[int], int]:
        """The language's plural rule (gettext, Unicode CLDR): the index of the form for a number."""
        return gettext.c2py(Catalog(locale=self._locale.language).plural_expr)

    def text(self, msgid: str, /, **params: Any) -> str:
        """Translate a message id; ``{name}`` fields are filled from ``params``, which may be messages too."""
        return self._filled(self._entries.get(msgid, (msgid,))[0], params)

    def plural(self, one: str, many: str, n: float, /, **params: Any) -> str:
        """Translate a text with a number, gettext's ngettext: ``plural("{n} Platz", "{n} Plätze", 1)``.

        ``n`` is the number as shown (0.5 shown as 1 is 1); its sign does not matter. It fills the field
        ``{n}``, ``params`` fill the others.
        """
        size = abs(n)
        # A text without a translation stays German, with the German rule: other languages have more forms.
        forms = self._entries.get((one, many))
        form, forms = (self._form, forms) if forms else (language(DEFAULT)._form, (one, many))
        # A number with decimals takes the plural: "1,5 Plätze".
        words = forms[form(int(size)) if size == int(size) else -1]
        return self._filled(words, {"n": n} | params)

    def _filled(self, words: str, params: Mapping[str, Any]) -> str:
        words = self._in_its_unit(words)
        return words.format(**{k: self._word(v) for k, v in params.items()}) if params else words

    def _in_its_unit(self, words: str) -> str:
        """A text with the words of what is counted; what is filled in later and its fields stay as they are."""
        for word, other in self.counted:
            words = re.sub(rf"(?<!\{{)\b{word}\b", other, words)
        return words

    def _word(self, value: Any) -> str:
        if isinstance(value, Message):
            return self.message(value)
        if isinstance(value, tuple):
            return "; ".join(self._word(part) for part in value)
        if isinstance(value, Decimal):  # typed by the reader: shown with all its digits
            return self.number(float(value), max(0, -int(value.as_tuple().exponent)))
        return self.number(float(value)) if isinstance(value, Real) else _visible(str(value))

    def message(self, message: Message) -> str:
        """Translate a :class:`Message`."""
        if message.many:
            return self.plural(message.msgid, message.many, message.params[message.by], **message.params)
        return self.text(message.msgid, **message.params)

    def number(self, value: float, decimals: int = 0, sign: bool = False) -> str:
        """Format a number: ``1125376`` as "1.125.376"; with ``sign``, "+8,4" and a true minus.

        Rounds half away from zero.
        """
        places = "0" * decimals
        pattern = f"#,##0.{places}" if places else "#,##0"
        # Babel rounds half to even on decimals; quotas and rates are read with the commercial rule.
        rounded = round_half_up(abs(value), decimals)
        with localcontext(prec=DIGITS):
            digits = format_decimal(rounded, pattern, locale=self._locale)
        if rounded == 0:
            return f"±{digits}" if sign else digits
        if value < 0:
            return MINUS + digits
        return f"+{digits}" if sign else digits

    def percent(self, value: float, decimals: int = 1, sign: bool = False) -> str:
        """Format a percentage: ``57.4`` as "57,4 %", in English "57.4%"."""
        return self.number(value, decimals, sign) + self.percent_sign

    @property
    def percent_sign(self) -> str:
        """The suffix of a percentage: " %" with a no-break space, or "%"."""
        return self._spec.percent_sign

    @property
    def separators(self) -> str:
        """Decimal and thousands separator, as plotly's layout.separators expects them: ",." in German."""
        symbols = self._locale.number_symbols["latn"]
        return f"{symbols['decimal']}{symbols['group']}"

    def decimal(self, text: str) -> Decimal:
        """Parse a number as typed in this language, exactly: "1.234,5" or "1234,5".

        Raises ValueError for anything else, such as a point where the language has a comma.
        """
        if any(character.isalpha() for character in text):  # Python's own "nan" and "1e9"
            raise ValueError(text)
        return parse_decimal(text.strip(), locale=self._locale, strict=True)

    def quantity(
        self, value: float, symbol: str = "", decimals: int = 0, qualifier: str = "", sign: bool = False
    ) -> str:
        """Format a value with its unit and the qualifier that its source prints: "knapp 91.000 Personen"."""
        number, symbol = self.number(value, decimals, sign), self.inline(symbol)
        if symbol == "%":
            number, symbol = number + self.percent_sign, ""
        return NBSP.join(w for w in (qualifier, number, symbol) if w)

    def inline(self, label: str) -> str:
        """A heading or label for use within a sentence: a small first letter unless nouns keep their capital."""
        return label if self._spec.capital_nouns or label[1:2].isupper() else label[:1].lower() + label[1:]

    def listed(self, words: Sequence[str], commas: bool = False) -> str:
        """Several words as one enumeration: "Aachen, Düren und Heinsberg"; with ``commas`` alone between them: "AA −5,
        HS +5". Of more than :data:`MOST_NAMED` the first ones, and how many there are."""
        if len(words) > MOST_NAMED:
            names = ", ".join(words[:FIRST_NAMED])
            return self.text("{names} u. a., zusammen {count}", names=names, count=len(words))
        return ", ".join(words) if commas else format_list(list(words), locale=self._locale)

    def as_of(self, as_of: str, period: str) -> str:
        """Format the date of a figure: "31.12.2024", "Oktober 2025", "Jahresdurchschnitt 2025", "2026".

        ``as_of`` is an ISO date, possibly shortened; ``period`` is one of the codes of the table schema.
        """
        if period == "not_stated" or not as_of:
            return self.text("nicht angegeben")
        parts = [int(p) for p in as_of.split("-")]
        if len(parts) == 3:
            return format_date(dt.date(*parts), self._spec.date_format, locale=self._locale)
        if len(parts) == 2:
            names = get_month_names("wide", context="stand-alone", locale=self._locale)
            return f"{names[parts[1]]} {parts[0]}"
        if period == "year_average":
            return self.text("Jahresdurchschnitt {year}", year=str(parts[0]))
        return str(parts[0])


def _visible(text: str) -> str:
    """A text that is filled in, without characters that are not seen: control characters, marks that turn its direction."""
    return text if text.isprintable() else "".join(c for c in text if c.isprintable() or c.isspace())


def round_half_up(value: float, decimals: int = 0) -> float:
    """Round half away from zero, on the decimal digits a reader sees (so 2.675 becomes 2.68)."""
    with localcontext(prec=DIGITS):
        return float(Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def decimals(value: float) -> int:
    """Number of decimals of a stored number, at most four."""
    return len(f"{value:.4f}".rstrip("0").partition(".")[2])


@lru_cache
def language(code: str) -> Language:
    """The language of a code in :data:`LANGUAGES`; the default for an unknown code."""
    return Language(code if code in LANGUAGES else DEFAULT)
