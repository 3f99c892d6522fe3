"""What a file made on a page is called, and what it says of the scenario and the address that it comes from."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from kompass.facts import Facts
from kompass.pages import OF_SCENARIO
from kompass.places import parameters
from kompass.request import file_name as names
from kompass.request.choices import read_choices
from ui.presenting import page_of
from ui.session import Session

Asked = tuple[tuple[str, tuple[str, ...]], ...]


def file_name(what: str, current: Session, of_scenario: bool = True) -> str:
    """The name of a file without its ending; ``of_scenario`` says whether what the simulator holds is in it."""
    mark = _mark(_asked(), current.facts.version, current.facts) if of_scenario else ""
    return names.file_name(
        what, current.facts, current.plan.version, current.language.code, names.now(), mark
    )


def follows_scenario(exhibit: str, current: Session) -> bool:
    """Whether the figure stands on a page whose figures change with what the simulator holds."""
    page = page_of(exhibit, current)
    return exhibit.startswith(("szenario", "szenarien")) if page is None else page in OF_SCENARIO


def scenario_text(current: Session) -> str:
    """The scenario of the address, in its text form; the plan's version when there is none."""
    return str(st.query_params.get(parameters.SCENARIO, current.plan.version))


def address() -> str:
    """The address of this page with all that it holds; empty where no browser has told it."""
    query = urlencode([(n, v) for n in st.query_params for v in st.query_params.get_all(n)], safe="~")
    return f"{st.context.url}?{query}" if st.context.url and query else st.context.url or ""


def _asked() -> Asked:
    return tuple((n, tuple(st.query_params.get_all(n))) for n in parameters.WHOLE if n in st.query_params)


@st.cache_resource(max_entries=200, show_spinner=False)
def _mark(asked: Asked, version: str, _facts: Facts) -> str:
    """The mark of what the simulator holds; worked out once per address."""
    return names.scenario_mark(read_choices(_facts, dict(asked)))
