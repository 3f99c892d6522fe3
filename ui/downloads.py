"""File names of downloads, and the scenario and URL that are written into them."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from kompass.facts import Facts
from kompass.pages import ALL_PAGES, OF_SCENARIO
from kompass.places import parameters
from kompass.request import file_name as names
from kompass.request.choices import read_choices
from ui import address as own_address
from ui import operator_file
from ui.presenting import page_of
from ui.session import Session

Asked = tuple[tuple[str, tuple[str, ...]], ...]


def file_name(what: str, current: Session, of_scenario: bool = True) -> str:
    """The name of a download without extension; with ``of_scenario`` it has a mark of the simulator's state."""
    mark = _mark(_asked(), current.facts.data_id, current.facts) if of_scenario else ""
    return names.file_name(
        what, current.facts, current.plan.version, current.language.code, names.now(), mark
    )


def follows_scenario(exhibit: str, current: Session) -> bool:
    """Whether the exhibit of this name depends on the simulator's state."""
    page = page_of(exhibit, current)
    return exhibit.startswith(("szenario", "szenarien")) if page is None else page in OF_SCENARIO


def scenario_text(current: Session) -> str:
    """The query parameter of the scenario; the plan's version when there is none."""
    return str(st.query_params.get(parameters.SCENARIO, current.plan.version))


def address() -> str:
    """The full URL of this page with its query parameters; "" when Streamlit does not know it (in tests).

    It begins with the operator's public address, if there is one.
    """
    url = base_address() + _page() if st.context.url else ""
    query = urlencode(own_address.pairs(), safe="~")
    return f"{url}?{query}" if url and query else url


def base_address() -> str:
    """The server's address with a final "/", which links to its other routes begin with; "" in tests."""
    public = operator_file.operator()["oeffentliche_adresse"]
    url = (public or st.context.url or "").rstrip("/")
    if public or not url:
        return f"{url}/" if url else ""
    return url.removesuffix(_page()).rstrip("/") + "/"


def _page() -> str:
    """The path of this page below the server's address: the last part of its URL, "" for the start page."""
    last = (st.context.url or "").rstrip("/").rpartition("/")[2]
    return last if any(page.url_path == last for page in ALL_PAGES) else ""


def _asked() -> Asked:
    """The query parameters of the simulator, hashable."""
    return tuple((n, tuple(st.query_params.get_all(n))) for n in parameters.WHOLE if n in st.query_params)


@st.cache_resource(max_entries=200, show_spinner=False)
def _mark(asked: Asked, data_id: str, _facts: Facts) -> str:
    """The mark of the simulator's state in file names; cached per query."""
    return names.scenario_mark(read_choices(_facts, dict(asked)))
