"""The footer of a view, on a slide and in the presentation: sources with section and date, then plan, data
and scenario. Shorter than the source line of a page, so that it fits on every slide; the speaker notes have
the full one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from kompass.boundaries import ATTRIBUTION
from kompass.figures.exhibit import Citation
from kompass.figures.picture import OnMap
from kompass.figures.simulator.scenario import net_changes
from kompass.language import N_, Language
from kompass.pages import Counted
from kompass.places.text import scenario_text
from kompass.presentation.view import View, ViewContext

LONGEST_SCENARIO = (
    90  # characters; of a longer one the footer has only the net changes, the last slide all of it
)
_PERIODS = {4: "year", 7: "month", 10: "day"}  # by the length of an ISO date


@dataclass(frozen=True)
class Foot:
    """The footer lines of a view; each may be empty except ``versions``. ``caution`` warns of a wrong
    conclusion, ``sources`` lists the sources, ``versions`` names plan, data version and scenario."""

    caution: str
    sources: str
    versions: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that are not empty, from top to bottom."""
        return tuple(line for line in (self.caution, self.sources, self.versions) if line)


def foot(view: View, context: ViewContext) -> Foot:
    """The footer of ``view``."""
    titles = " · ".join(_source(source_id, view, context) for source_id in _ids(view.citations))
    line = context.words.text("Quelle: {sources}", sources=titles) if titles else ""
    return Foot(view.caution, line, _versions(view, context))


def _ids(citations: Iterable[Citation]) -> Iterable[str]:
    return dict.fromkeys(c.source_id for c in citations)


def _source(source_id: str, view: View, context: ViewContext) -> str:
    """Short title, sections and dates of one source, separated by commas."""
    cited = [c for c in view.citations if c.source_id == source_id]
    record = context.facts.record("sources", source_id=source_id)
    title = str(record["short_title"])
    sections = sections_of(c.locator for c in cited)
    return ", ".join(
        part for part in (title, sections, _dates(cited, record["as_of"], title, context)) if part
    )


def sections_of(locators: Iterable[str]) -> str:
    """The sections named in citation locators, each once: "Abschnitt 5, 7.1" for "Abschnitt 5, Kreis Düren;
    Abschnitt 7.1"."""
    pieces = [piece.split(",")[0].strip() for locator in locators for piece in locator.split(";")]
    split = [piece.partition(" ") for piece in dict.fromkeys(filter(None, pieces))]
    sections = []
    for word, group in groupby(split, key=lambda parts: parts[0]):
        sections.append(" ".join(filter(None, (word, ", ".join(rest for _, _, rest in group if rest)))))
    return "; ".join(sections)


def _dates(cited: Iterable[Citation], published: str, title: str, context: ViewContext) -> str:
    """The dates that the cited figures hold for; the date of the document for a citation without one. Empty
    where the title has the dates."""
    t = context.words.text
    unknown = context.words.as_of("", "not_stated")
    dates = list(dict.fromkeys(c.as_of for c in cited))
    known = [date for date in dates if date and date != unknown]
    document = document_date(published, context.words)
    if not known:
        return t("Stand nicht angegeben, {document}", document=document) if unknown in dates else document
    if unknown in dates:
        known.append(t("teils ohne Angabe"))
    elif all(date in title for date in dates):
        return ""  # the title has the date
    dates_text = t("Stand {dates}", dates=", ".join(known))
    return f"{dates_text}, {document}" if "" in dates else dates_text


def document_date(published: str, words: Language) -> str:
    """The date of a document in the table ``sources``; ``published`` is an ISO day, month or year."""
    period = _PERIODS[len(published)]
    msgid = N_("Dokument vom {date}") if period == "day" else N_("Dokument von {date}")
    return words.text(msgid, date=words.as_of(published, period))


def _versions(view: View, context: ViewContext) -> str:
    """Plan and data version; the scenario where the view counts its places; the licence of the map
    boundaries."""
    t, plan = context.words.text, context.plan.version
    parts = [
        t("Plan {plan}", plan=plan),
        t("Datenstand {data}", data=context.facts.version),
        _scenario(view, context),
        ATTRIBUTION if isinstance(view.picture, OnMap) else "",
    ]
    return " · ".join(part for part in parts if part)


def _scenario(view: View, context: ViewContext) -> str:
    t, scenario = context.words.text, context.chosen.scenario
    if not scenario.ledger or view.counted == Counted.NONE:
        return ""
    if view.counted == Counted.PLAN:
        return t("Plätze laut Plan {plan}, nicht die des Szenarios", plan=context.plan.version)
    text = scenario_text(scenario)
    if len(text) > LONGEST_SCENARIO:
        text = net_changes(scenario, context.words)
    return t("Szenario {scenario}", scenario=text)
