"""What a request for a picture asks for, and the card that answers it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from kompass.facts import Facts
from kompass.figures.csv_file import csv_bytes, exhibit_csv
from kompass.figures.exhibit import KIND_LABELS, reference, source_line
from kompass.figures.picture import Cover, Figure, Numbers, OnMap, Picture, ScenarioPicture, Tracks
from kompass.language import N_, Language, MessageError, language
from kompass.places.text import scenario_text
from kompass.presentation.foot import foot
from kompass.presentation.story import LANGUAGE, LIGHT_THEME, THEME, THEMES, Show
from kompass.presentation.view import DISTRICTS, View, ViewContext, view_context
from kompass.presentation.views.figures import view_ids
from kompass.presentation.views.registry import view_specs
from kompass.rendering.card import PAD, Card, card, preview
from kompass.rendering.drawing import Drawing
from kompass.rendering.pictures import picture_drawing, preview_drawing
from kompass.rendering.png import png

WIDTH = "w"
NARROWEST, WIDEST, USUAL = 320, 2000, 960
PREVIEW = "vorschau"  # parameter: the picture in the frame of a link's preview
BARE = "nurbild"  # parameter: the picture alone, for a page that says the rest itself
OWN = (WIDTH, LANGUAGE, THEME, PREVIEW, BARE)
ZOOM = 2  # pixels of a PNG for each of the drawing: sharp in print and on a projector
ADDRESS_KEYWORD = "Source"  # of the textual data of a PNG (W3C PNG, registered keyword)


class ImageError(MessageError):
    """A picture that cannot be made; says which parameter is wrong, and what is expected."""


class UnknownImageError(ImageError):
    """There is no figure of this name."""


@dataclass(frozen=True)
class ImageRequest:
    """A figure by its name or by the id of its view, and how it is to look."""

    name: str
    language: str
    theme: str
    width: int
    preview: bool
    bare: bool
    parameters: tuple[tuple[str, str], ...]  # those of the page, in order


def image_request(name: str, pairs: Iterable[tuple[str, str]]) -> ImageRequest:
    """Read a request. Raises :class:`ImageError` for a width or theme that cannot be."""
    pairs = tuple(pairs)
    own = {key: value for key, value in pairs if key in OWN}
    width, theme = own.get(WIDTH) or str(USUAL), own.get(THEME) or LIGHT_THEME
    if not (width.isascii() and width.isdecimal() and NARROWEST <= int(width[:6]) <= WIDEST):
        raise ImageError(
            N_(
                "Parameter {name}: „{value}“ ist keine Breite. Erwartet wird eine ganze Zahl von {low} bis {high}."
            ),
            name=WIDTH,
            value=width[:40],
            low=str(NARROWEST),
            high=str(WIDEST),
        )
    if theme not in THEMES:
        raise ImageError(
            N_("Parameter {name}: „{value}“ gibt es nicht. Erwartet wird {known}."),
            name=THEME,
            value=theme[:40],
            known=", ".join(THEMES),
        )
    rest = tuple((key, value) for key, value in pairs if key not in OWN)
    code = language(own.get(LANGUAGE)).code
    return ImageRequest(name, code, theme, int(width), PREVIEW in own, BARE in own, rest)


@dataclass(frozen=True)
class Image:
    """A figure with all that its files say: the view, what it is made from, and the address of its page."""

    view: View
    context: ViewContext
    page: str  # address of the page that shows it
    request: ImageRequest

    @property
    def words(self) -> Language:
        """The language of the files."""
        return self.context.words

    @property
    def picture(self) -> Picture:
        """What is drawn: in a preview what the view shows, in a file, which has room for all, the page's figure."""
        return self.view.picture if self.request.preview else self.view.whole or self.view.picture

    def drawing(self) -> Drawing:
        """The card, or the frame of a preview."""
        around, style = self._card(), self.context.style
        if self.request.preview:
            return preview(around, lambda box: preview_drawing(self.picture, box, style, self.words), style)
        if self.request.bare:
            return picture_drawing(self.picture, self.request.width, style, self.words)
        inner = self.request.width - 2 * PAD
        return card(around, picture_drawing(self.picture, inner, style, self.words), style)

    def _card(self) -> Card:
        kind = self.words.text(KIND_LABELS[self.view.kind(self.context.facts)])
        return Card(
            self.view.subject,
            self.view.title,
            kind,
            (*foot(self.view, self.context).lines, self.licence),
            self.page,
        )

    @property
    def licence(self) -> str:
        """Under which terms the data may be used."""
        titles = "; ".join(str(x["title"]) for x in self.context.facts.package["licenses"])
        return self.words.text("Daten: {licences}", licences=titles)

    def svg(self) -> bytes:
        """The card as an SVG document; its metadata hold the address of the page."""
        drawing = self.drawing()
        described = Drawing(drawing.width, drawing.height, _metadata(self) + drawing.body)
        return described.svg(self.alt).encode()

    def png(self) -> bytes:
        """The card as a PNG; its textual data hold title and address of the page."""
        texts = {"Title": self.view.heading, ADDRESS_KEYWORD: self.page}
        zoom = 1 if self.request.preview else ZOOM
        return png(self.drawing().svg(self.alt), zoom, texts)

    @property
    def alt(self) -> str:
        """The text alternative: the finding, and what the picture shows of it."""
        said = getattr(self.picture, "alt", "")
        return f"{self.view.heading}. {said}" if said and said != self.view.title else self.view.heading

    def csv(self) -> bytes:
        """The figure's table, with its metadata in each row."""
        facts, scenario = self.context.facts, self._scenario()
        if self.view.exhibit is not None:
            return exhibit_csv(self.view.exhibit, facts, self.words, scenario, self.page)
        head, rows = _numbers(self)
        return csv_bytes([head, *rows], self.words)

    def json(self) -> bytes:
        """The figure as a JSON document: what it says, its rows, sources, and where it is found."""
        head, rows = self.rows()
        facts = self.context.facts
        document: dict[str, Any] = {
            "title": self.view.title,
            "subject": self.view.subject,
            "kind": str(self.view.kind(facts)),
            "columns": head,
            "rows": rows,
            "sources": [
                {"source": c.source_id, "locator": c.locator, "as_of": c.as_of} for c in self.view.citations
            ],
            "reference": self.reference(),
            "plan": self.context.plan.version,
            "scenario": self._scenario(),
            "data_version": facts.version,
            "licence": self.licence,
            "language": self.words.code,
            "address": self.page,
        }
        return json.dumps(document, ensure_ascii=False, indent=1).encode()

    def rows(self) -> tuple[list[str], list[list[str]]]:
        """Headings and rows of the figure's table, each cell as the page writes it; "" where it is empty."""
        shown = self.view.exhibit
        if shown is None:
            return _numbers(self)
        cells = [
            [column.cell(row[column.name], self.words) or "" for column in shown.columns]
            for row in shown.table.to_dict("records")
        ]
        return [column.heading for column in shown.columns], cells

    def reference(self) -> str:
        """A bibliographic reference with sources and version of the data."""
        if self.view.exhibit is not None:
            return reference(self.view.exhibit, self.context.facts, self.words)
        return f"„{self.view.title}“. {source_line(self.view.citations, self.context.facts, self.words)}"

    def _scenario(self) -> str:
        return scenario_text(self.context.chosen.scenario)


def _numbers(image: Image) -> tuple[list[str], list[list[str]]]:
    """The numbers of a picture that has no table: name, number and note."""
    t = image.words.text
    picture = image.view.picture
    figures: Iterable[Figure] = ()
    if isinstance(picture, (Numbers, Tracks, OnMap)):
        figures = picture.figures
    elif isinstance(picture, Cover):
        figures = [Figure(t("Institution"), party.name) for party in picture.parties]
    elif isinstance(picture, ScenarioPicture):
        figures = picture.tracks.figures
    return [t("Name"), t("Wert"), t("Erläuterung")], [[f.name, f.value, f.note] for f in figures]


def _metadata(image: Image) -> str:
    """Title and address within an SVG, as Dublin Core."""
    return (
        f"<title>{escape(image.view.heading)}</title>"
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description rdf:about="">'
        f"<dc:title>{escape(image.view.heading)}</dc:title><dc:source>{escape(image.page)}</dc:source>"
        f"<dc:rights>{escape(image.licence)}</dc:rights><dc:language>{image.words.code}</dc:language>"
        "</rdf:Description></rdf:RDF></metadata>"
    )


def image(asked: ImageRequest, facts: Facts, base: str) -> Image:
    """The figure of a request; ``base`` is the server's address as others reach it.

    Raises :class:`UnknownImageError` for a name that no figure has, :class:`MessageError` for a scenario that
    cannot be.
    """
    known = view_specs(facts)
    name = view_ids(facts).get(asked.name, asked.name)
    if name not in known:
        raise UnknownImageError(
            N_("Eine Abbildung „{name}“ gibt es nicht. Alle Abbildungen nennt {address}."),
            name=asked.name[:60],
            address="/bild/",
        )
    _check_districts(asked, facts)
    show = Show((name,), theme=asked.theme, language=asked.language, parameters=asked.parameters)
    context = view_context(show, facts.in_language(language(asked.language)), base)
    spec = known[name]
    query = show.simulator_query()
    page = f"{base}{spec.page}" + (f"?{query}" if query else "")
    return Image(spec.make(context), context, page, asked)


def _check_districts(asked: ImageRequest, facts: Facts) -> None:
    known = list(facts["districts"].sort_values("position")["ags"])
    for name, value in asked.parameters:
        if name == DISTRICTS and value not in known:
            raise ImageError(
                N_("Parameter {name}: „{value}“ gibt es nicht. Erwartet wird {known}."),
                name=DISTRICTS,
                value=value[:40],
                known=", ".join(known),
            )
