"""Every table is shown where ``data/table_views.csv`` says: the page is opened, and what its script reads is noted."""

import sys
from dataclasses import replace

import pytest

from kompass.facts import Facts, load
from kompass.plans.registry import Registry

FACTS = load()
FROM_SESSION = {"simulator": {"comparison_keys", "comparison_key_terms"}}  # shown there, read by the session
# The page of sources goes through all tables by the schema; test_catalogue.py and test_sources_page.py look there.
LISTED = FACTS["table_views"].query("view not in ('', 'sources')")
# What some tables tell is shown when something is chosen.
CHOSEN = {"map": {"gebiet": "05334004"}, "state_measures": {"massnahme": "IV.1"}}


@pytest.fixture
def read_by(visit, monkeypatch):
    """The names of the tables that a page's own script reads, itself or in what it calls, when it is opened."""

    def read(view):
        script, tables = f"/pages/{view}.py", set()

        def noted(method, table_of):
            def reading(self, *arguments, **named):
                frame = sys._getframe(1)
                while frame and not frame.f_code.co_filename.endswith(script):
                    frame = frame.f_back
                if frame:
                    tables.add(table_of(*arguments))
                return method(self, *arguments, **named)

            return reading

        fresh = replace(FACTS)  # another set of the same facts, so that nothing is kept from other pages
        monkeypatch.setattr(Registry, "facts", lambda self, plan_id="": fresh)
        for name, table_of in (
            ("__getitem__", lambda table: table),
            ("record", lambda table: table),
            ("fact", lambda *_: "indicators"),
        ):
            monkeypatch.setattr(Facts, name, noted(getattr(Facts, name), table_of))
        shown = visit(f"{view}.py", **CHOSEN.get(view, {}))
        assert shown.faults == []
        return tables

    return read


@pytest.mark.parametrize("view", sorted(set(LISTED["view"])))
def test_the_page_reads_the_tables_it_shows(read_by, view):
    listed = set(LISTED.loc[LISTED["view"] == view, "table"])
    assert sorted(listed - read_by(view) - FROM_SESSION.get(view, set())) == []


def test_a_page_does_not_read_what_it_does_not_show(read_by):
    """So that the rule above can fail: a listed table that the page leaves alone is missed."""
    assert not {"forecasts", "measures", "zukunftsatlas", "programmes"} & read_by("quotas")
