"""The script each session runs: page config, navigation, header and footer around the chosen page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ui.blocks import paint
from ui.frame import footer
from ui.navigation import sections
from ui.session import session

ASSETS = Path(__file__).parents[1] / "ui" / "assets"

current = session()
t = current.language.text
st.set_page_config(page_title=t("Bildungszielkompass"), page_icon=ASSETS / "icon.svg", layout="wide")
st.logo(ASSETS / f"logo-{current.style.name}.svg", size="large")
paint(current.style)
chosen = st.navigation(sections(current), position="top")
chosen.run()
footer(current)
