"""What the first HTML of a page says without JavaScript: title, preview for chats, finding and table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from urllib.parse import urlencode

from kompass.facts import Facts
from kompass.figures.region.profile import PROFILE, profile_name, profiles
from kompass.images.image import PREVIEW, Image, image, image_request
from kompass.images.routes import IMAGES
from kompass.language import DEFAULT, LANGUAGES, Language, MessageError, language
from kompass.pages import ALL_PAGES, PROFILES, Page, offered_pages
from kompass.presentation.foot import foot
from kompass.presentation.story import LANGUAGE
from kompass.presentation.views.figures import table_id
from kompass.presentation.views.registry import view_specs
from kompass.rendering.card import PREVIEW as PREVIEW_SIZE
from kompass.server.first_html import FirstHtml, Pairs

# The view that stands for a page by its path, where it is not the first one of the page.
PAGE_VIEWS = {"": "kontingente", "simulator": "simulator"}
MOST_ROWS = 100


def page_head(path: str, pairs: Pairs, facts: Facts, base: str) -> FirstHtml:
    """The first HTML of the page at ``path`` (without the leading "/") for these parameters.

    ``base`` is the server's address with a final "/". Where parameters cannot be used, there is no picture and no
    finding; of a path that is no page of ours only the language is known.
    """
    page = next((page for page in ALL_PAGES if page.url_path == path), None)
    if page is None:
        return FirstHtml(language(dict(pairs).get(LANGUAGE)).code)
    return _page_head(page, pairs, facts, base)


@lru_cache(maxsize=256)
def _page_head(page: Page, pairs: Pairs, facts: Facts, base: str) -> FirstHtml:
    words = facts.words(language(dict(pairs).get(LANGUAGE)))
    shown = _image(page, pairs, facts, base)
    name, product = words.text(page.title), words.text("Bildungszielkompass")
    title = f"{name} · {product}" if page.url_path else product
    own = [(key, value) for key, value in pairs if key != LANGUAGE]
    address = _address(base, page, [*own, *_language_pair(words)])
    finding = shown.view.title if shown else title
    description = _description(shown, page, facts, words)
    tags = [
        _meta("name", "description", description),
        _meta("property", "og:type", "website"),
        _meta("property", "og:site_name", product),
        _meta("property", "og:title", finding),
        _meta("property", "og:description", description),
        _meta("property", "og:url", address),
        _meta("property", "og:locale", words.code),
        f'<link rel="canonical" href="{escape(address)}">',
        *(
            _alternate(code, _address(base, page, [*own, *_language_pair(language(code))]))
            for code in LANGUAGES
        ),
        '<link rel="manifest" href="./bildungszielkompass.webmanifest">',
    ]
    if shown:
        query = urlencode([*own, *_language_pair(words), (PREVIEW, "1")], safe="~")
        picture = f"{base}{IMAGES.lstrip('/')}/{shown.request.name}.png?{query}"
        width, height = PREVIEW_SIZE
        tags += [
            _meta("property", "og:image", picture),
            _meta("property", "og:image:type", "image/png"),
            _meta("property", "og:image:width", str(width)),
            _meta("property", "og:image:height", str(height)),
            _meta("property", "og:image:alt", shown.alt),
            _meta("name", "twitter:card", "summary_large_image"),
        ]
    return FirstHtml(words.code, escape(title), "".join(tags), _noscript(page, own, shown, facts, words))


def _image(page: Page, pairs: Pairs, facts: Facts, base: str) -> Image | None:
    """The picture that stands for a page; None for a page without figures or an address that cannot be."""
    names = (name for name, spec in view_specs(facts).items() if spec.page == page.url_path)
    profile = profiles(facts).get(dict(pairs).get(PROFILE, "")) if page.url_path == PROFILES else None
    own = table_id(profile_name(profile.institution)) if profile else PAGE_VIEWS.get(page.url_path)
    name = own or next(names, None)
    if name is None:
        return None
    try:
        return image(image_request(name, (*pairs, (PREVIEW, "1"))), facts, base)
    except MessageError:
        return None


def _description(shown: Image | None, page: Page, facts: Facts, words: Language) -> str:
    if shown is None:
        version = str(facts["plans"]["plan_version"].iloc[-1])
        return words.text(page.answers, plan=version)
    return " · ".join([shown.view.subject, *foot(shown.view, shown.context).lines])


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(content, quote=True)}">'


def _alternate(code: str, address: str) -> str:
    return f'<link rel="alternate" hreflang="{code}" href="{escape(address)}">'


def _language_pair(words: Language) -> list[tuple[str, str]]:
    return [] if words.code == DEFAULT else [(LANGUAGE, words.code)]


def _address(base: str, page: Page, pairs: Sequence[tuple[str, str]]) -> str:
    query = urlencode(pairs, safe="~")
    return f"{base}{page.url_path}" + (f"?{query}" if query else "")


def _noscript(
    page: Page, own: Sequence[tuple[str, str]], shown: Image | None, facts: Facts, words: Language
) -> str:
    """Finding, table and sources of a page, and links to all others, for browsers without JavaScript."""
    t = words.text
    parts = [f"<h1>{escape(t(page.title))}</h1>"]
    if shown:
        head, rows = shown.rows()
        missing, as_file = t("nicht ausgewiesen"), t("Diese Abbildung als Datei:")
        cells = "".join(
            "<tr>" + "".join(f"<td>{escape(cell or missing)}</td>" for cell in row) + "</tr>"
            for row in rows[:MOST_ROWS]
        )
        heads = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in head)
        query = urlencode([*own, *_language_pair(words)], safe="~")
        files = ", ".join(
            f'<a href=".{IMAGES}/{shown.request.name}.{form}?{escape(query)}">{form.upper()}</a>'
            for form in ("svg", "png", "csv", "json")
        )
        parts += [
            f"<h2>{escape(shown.view.heading)}</h2>",
            f"<table><thead><tr>{heads}</tr></thead><tbody>{cells}</tbody></table>",
            *(f"<p>{escape(line)}</p>" for line in foot(shown.view, shown.context).lines),
            f"<p>{escape(as_file)} {files}</p>",
        ]
    told = t("Zum Ausprobieren und für alle weiteren Abbildungen braucht diese Seite JavaScript.")
    links = "".join(
        f'<li><a href="./{escape(_address("", other, [*own, *_language_pair(words)]))}">{escape(t(other.title))}</a></li>'
        for other in offered_pages(facts)
    )
    return f"{''.join(parts)}<p>{escape(told)}</p><nav><ul>{links}</ul></nav>"
