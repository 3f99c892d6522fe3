"""What the page tests share: a page as a reader without a browser meets it."""

import base64
import json
import re
from functools import cache
from html import unescape
from pathlib import Path

import numpy as np
import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from kompass.places.ledger import Limits, ScenarioError
from kompass.places.moves import set_degree, set_places
from kompass.places.negotiation import Negotiation
from kompass.places.plan import Plan, Quota
from kompass.places.text import scenario_from_text, scenario_text

# Each AppTest looks through all installed packages for components, which takes as long as a page does. They stay the
# same while the tests run.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

SHELL = Path(__file__).parents[2] / "pages" / "_shell.py"


class View:
    """A page that has been opened, and what can be read on it and done with it."""

    def __init__(self, app):
        self.app = app
        self.negotiation = None  # as a browser's table has it
        self.steps = 0

    @property
    def markup(self):
        return "\n".join(block.value for block in self.app.html)

    @property
    def words(self):
        return unescape(re.sub(r"<[^>]*>", " ", self.markup))

    @property
    def headline(self):
        (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", self.markup)
        return unescape(found)

    @property
    def status(self):
        """The numbers in the simulator's line of totals."""
        line = re.search(r'class="bk-status".*?</div>', self.markup, re.DOTALL)
        return re.findall(r"<b[^>]*>(.*?)</b>", line[0])

    @property
    def notice(self):
        """What a page says when something cannot be; empty when it says nothing."""
        said = re.findall(r'class="bk-notice"[^>]*>(.*?)</', self.markup)
        return unescape(" ".join([*filter(None, said), *(w.value for w in self.app.warning)]))

    @property
    def address(self):
        return self.app.query_params

    @property
    def faults(self):
        return [e.value for e in [*self.app.exception, *self.app.error]]

    def rows(self, first):
        """Tables on the page as rows of cell texts, those that start with the heading ``first``."""
        tables = re.findall(r"<table>(.*?)</table>", self.markup, re.DOTALL)
        found = [
            [
                [unescape(re.sub(r"<[^>]*>", "", c)) for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
                for row in t
            ]
            for t in (re.findall(r"<tr[^>]*>(.*?)</tr>", t, re.DOTALL) for t in tables)
        ]
        return [table[1:] for table in found if table[0][0] == first]

    def trace(self, chart, number=0):
        """A trace of a chart by the chart's name, its arrays as lists."""
        spec = json.loads(self.app.get_by_key(f"chart-{chart}").proto.spec)
        return {
            name: np.frombuffer(base64.b64decode(value["bdata"]), value["dtype"]).tolist()
            if isinstance(value, dict) and "bdata" in value
            else value
            for name, value in spec["data"][number].items()
        }

    def widget(self, kind, name):
        """A widget by its name; one that mirrors a value has a changing end of its key."""
        (found,) = (w for w in self.app.get(kind) if (w.key or "").split("@")[0] == name)
        return found

    def set(self, kind, name, value):
        self.widget(kind, name).set_value(value).run()
        return self

    def press(self, name):
        self.widget("button", name).click().run()
        return self

    # --- the negotiating table: a component, whose JavaScript does not run here ---

    @property
    def table(self):
        """What the negotiating table is given."""
        return json.loads(self._table.json)

    @property
    def _table(self):
        (found,) = self.app.get("bidi_component")
        return found.proto

    @property
    def can_undo(self):
        return bool(self.table["depth"] or "~" in self.table["scenario"])

    def hand_over(self, sent):
        """What a browser's table hands over to the server."""
        states = self.app._tree.get_widget_states()
        states.widgets.append(WidgetState(id=self._table.id, json_value=json.dumps({"moved": sent})))
        self.app._run(states)
        return self

    def gesture(self, kind, *rest):
        """A gesture, handed over as a browser's table does: with the scenario that it leads to there."""
        given, held = self.table, self.negotiation
        entries = tuple((code, Quota(**quota)) for code, quota in given["plan"]["quotas"])
        plan = Plan(given["plan"]["mark"], entries)
        if held is None or scenario_text(held.current) != given["scenario"]:
            held = Negotiation(scenario_from_text(plan, given["scenario"]))
        limits = given["limits"]
        limits = Limits(frozenset(limits["locked"]), limits["floors"], limits["ceilings"])
        step = [kind, *rest]
        try:
            if kind in ("places", "degree"):
                step.append(given["counterpart"])
                setter = set_places if kind == "places" else set_degree
                held = held.move(*rest, given["counterpart"], limits, setter)
            elif kind == "reset":
                held = held.book(scenario_from_text(plan, given["baseline"]))
            else:
                held = held.undo() if kind == "undo" else held.redo()
        except ScenarioError:
            pass
        self.negotiation, self.steps = held, self.steps + 1
        sent = {"tab": "here", "base": given["scenario"], "steps": [[self.steps, *step]]}
        return self.hand_over(sent | {"scenario": scenario_text(held.current)})

    def go(self, script):
        self.app.switch_page(script).run()
        return self


@pytest.fixture(scope="session")
def visit():
    """Open a page by its script, in a theme, with query parameters."""

    known = {}

    def opened(script, theme="light", **query):
        app = AppTest.from_file(SHELL, default_timeout=30)
        app.context["theme"] = theme
        if not known:
            known.update(app.run()._registered_pages)
            return opened(script, theme, **query)
        app._registered_pages = known  # else a page is only found after another one has run
        app.query_params.update(query)
        app.switch_page(script).run()
        return View(app)

    return opened
