"""``/plaene.atom``: a feed of the plans of this server, each with what it changes against the plan before it."""

from __future__ import annotations

from urllib.parse import urlencode
from xml.etree import ElementTree

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kompass.facts import Facts
from kompass.facts_files import DEFAULT_PLAN
from kompass.figures.plans.changes import headline, list_changes_exhibit, plan_before
from kompass.figures.quotas.quantities import quantity_headline
from kompass.language import Language, language
from kompass.needs import DIVIDED, QUANTITIES, carries
from kompass.pages import PLANS_PAGE
from kompass.places.parameters import PLAN
from kompass.places.plan import plan_of
from kompass.plans.registry import Registry

FEED = "/plaene.atom"
_ATOM = "http://www.w3.org/2005/Atom"


def feed_route(plans: Registry) -> Route:
    """The route, in the language that the parameter ``lang`` names."""

    def answer(request: Request) -> Response:
        words = language(request.query_params.get("lang", ""))
        body = feed([plans.facts(plan_id) for plan_id in plans.ids], str(request.base_url), words)
        return Response(body, media_type="application/atom+xml; charset=utf-8")

    return Route(FEED, answer)


def feed(plans: list[Facts], base: str, words: Language) -> bytes:
    """An Atom feed of the plans, the latest first; ``base`` is the server's address with a final "/"."""
    found = sorted(plans, key=lambda facts: (_row(facts)["as_of"], facts.plan_id), reverse=True)
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": words.code})
    _add(root, "id", base + FEED.lstrip("/"))
    _add(root, "title", words.text("Pläne im Bildungszielkompass"))
    _add(root, "updated", _moment(found[0]))
    ElementTree.SubElement(root, "link", {"rel": "self", "href": base + FEED.lstrip("/")})
    for facts in found:
        entry = ElementTree.SubElement(root, "entry")
        _add(entry, "id", f"{base}{PLANS_PAGE}#{facts.plan_id}")
        _add(entry, "title", str(_row(facts)["title"]))
        _add(entry, "updated", _moment(facts))
        query = f"?{urlencode({PLAN: facts.plan_id})}" if facts.plan_id != DEFAULT_PLAN else ""
        ElementTree.SubElement(entry, "link", {"href": f"{base}{PLANS_PAGE}{query}"})
        author = ElementTree.SubElement(entry, "author")
        source = facts.record("sources", source_id=_row(facts)["source_id"])
        _add(author, "name", str(source["publisher"]))
        _add(entry, "summary", _summary(plan_before(facts, found), facts, words))
    body: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return body


def _summary(before: Facts | None, facts: Facts, words: Language) -> str:
    own, words = facts.in_language(words), facts.words(words)
    if before is None:
        if not carries(facts, DIVIDED):
            title = facts.record("plans", plan_version=plan_of(facts).version)["title"]
            return quantity_headline(own, words) if carries(facts, QUANTITIES) else str(title)
        places = words.plural("{n} Platz", "{n} Plätze", plan_of(facts).total.places)
        return words.text("Plan {version}: {places}", version=plan_of(facts).version, places=places)
    then = before.in_language(words)
    return f"{headline(then, own, words)}. {list_changes_exhibit(then, own, words).title}."


def _row(facts: Facts) -> dict[str, object]:
    return dict(facts.record("plans", plan_version=plan_of(facts).version))


def _moment(facts: Facts) -> str:
    day = facts.dated(plan_of(facts).version)
    return f"{day}{'-01-01'[len(day) - 4 :]}T00:00:00Z"  # of a month or a year, its first day


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text
