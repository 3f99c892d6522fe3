"""The Streamlit script: page config, header, navigation, the chosen page, footer."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kompass.pages import offered
from ui import missing, plan_choice, search
from ui.blocks import paint
from ui.frame import choose_language, footer, tools
from ui.navigation import page_at, sections
from ui.session import session
from ui.simulator import state

ASSETS = Path(__file__).parents[1] / "ui" / "assets"

searched = st.container(
    key="bk-search", width="content"
)  # before the language: the tab order follows the visual order
choose_language()
current = session()
search.field(searched, current)
t = current.language.text
st.set_page_config(page_title=t("Bildungszielkompass"), page_icon=ASSETS / "icon.svg", layout="wide")
st.logo(ASSETS / f"logo-{current.style.name}.svg", size="large")
paint(current.style)
# On every page, so that the URL restores the scenario after a reload or a restart of the server.
plan_choice.write_plan(current)
state.open_table(current)
state.write_address(current)
chosen = st.navigation(sections(current), position="top")
tools(current, chosen.url_path)
plan_choice.line(current, chosen.url_path)
page = page_at(chosen.url_path)
if offered(page, current.facts):
    chosen.run()
else:
    missing.show(page, current)
footer(current, chosen.url_path)
