"""Every page on plans that hold few facts: it shows what there is, or says what the plan lacks for it."""

import pytest

from kompass.pages import ALL_PAGES, offered
from kompass.plans.registry import REGISTRY
from tests.made_plans import (
    EUROS,
    MINIMAL,
    NO_NUMBERS,
    ONE,
    SIXTEEN,
    WITHOUT_DEGREE,
    euros,
    minimal,
    no_numbers,
    one_party,
    sixteen,
    without_degree,
)
from tests.wording import NOT_A_NUMBER

PANELS = ("schluessel", "fluss", "wirkung", "ziel", "platz")
# By plan: who makes it, the finding of the overview, what the first two institutions plan, and a transfer.
PLANS = {
    MINIMAL: (minimal, "Plan 2026: 3.508 Plätze", "AA-HS.10"),
    ONE: (one_party, "Plan 2026: 2.269 Plätze", "AA-EXT.10"),
    SIXTEEN: (sixteen, "Plan 2026: 1.360 Plätze", "PP-PA.10"),
    WITHOUT_DEGREE: (
        without_degree,
        "3.508 Plätze für 2026: je 1.000 Arbeitslose 153,9 bei der Agentur (SGB III), 43,3 bei den Jobcentern (SGB II)",
        "AA-HS.10",
    ),
}
# Without degree-oriented places all facts are there: only the pages that count places differ.
COUNTING = ("", "kontingente", "steckbrief", "simulator", "vergleich", "mitnehmen", "plaene")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of plans that the server reads, until the test ends."""
    monkeypatch.setattr(REGISTRY, "_folders", dict(REGISTRY._folders))
    return tmp_path


def assert_shows(view, what):
    assert view.faults == [], what
    assert NOT_A_NUMBER.findall(view.words) == [], what
    assert view.headline, what
    assert 'class="bk bk-foot"' in view.markup, what  # with it come the scripts of the page
    return view


@pytest.mark.parametrize("plan", PLANS)
def test_every_page_of_a_plan_with_few_facts(visit, folder, plan):
    make, finding, moved = PLANS[plan]
    make(folder)
    assert REGISTRY.add_folders(folder) == []
    facts = REGISTRY.facts(plan)
    for page in ALL_PAGES:
        if plan == WITHOUT_DEGREE and page.url_path not in COUNTING:
            continue
        view = assert_shows(visit(page.script, plan=plan), page.url_path)
        assert f'class="bk-overline">{page.title}<' in view.markup
        if offered(page, facts):
            assert "fehlen" not in view.headline
            assert "Diese Seite gibt es" not in view.headline
        else:
            assert view.headline == "Diese Seite gibt es zum Plan 2026 nicht"
            assert "In seinen Tabellen fehlen: " in view.words
            assert "Kontingente: Wer plant wie viele Plätze für 2026?" in ways(view)
            assert not any(way.startswith(f"{page.title}: ") for way in ways(view))
    assert visit("overview.py", plan=plan).headline == finding
    english = assert_shows(visit("outlook.py", plan=plan, lang="en"), "English")
    assert english.headline == "This page does not exist for plan 2026" or plan == WITHOUT_DEGREE
    scenario = {"plan": plan, "s": f"{plan}~{moved}"}
    for panel in PANELS:
        view = assert_shows(visit("simulator.py", frage=panel, **scenario), panel)
        assert view.notice == ""
        offered_panels = view.widget("button_group", "frage").options
        assert ("Nach Rechtskreis" in offered_panels) == (plan == WITHOUT_DEGREE)
    for key in (facts["institutions"]["code"].iloc[0], facts["districts"]["ags"].iloc[0]):
        assert_shows(visit("profile.py", von=key, **scenario), key)
    if plan == ONE:  # its districts have no job centre
        assert "Jobcenter" not in visit("profile.py", von="05334", **scenario).words
    kept = visit("comparison.py", v=f"Weniger|{plan}~{moved}", **scenario)
    assert_shows(kept, "kept")


def ways(view):
    """The labels of the links to pages."""
    return [link.proto.label for link in view.app.get("page_link")]


def made_nowhere(folder):
    """Sachsen-Anhalt Ost is a plan of the product."""


# Who makes it, the findings of the first page and of that on quotas, in German and the first one in English.
UNDIVIDED = {
    "sachsen-anhalt-ost-2026": (
        made_nowhere,
        "Geplante Eintritte 2026 (SGB III): 821, davon 247 Qualifizierung von Beschäftigten",
        "Planned entries 2026 (SGB III): 821, of which 247 training of employees",
    ),
    NO_NUMBERS: (
        no_numbers,
        "Gemeinsame Bildungszielplanung 2026 für die Städteregion Aachen, für den Kreis Düren und für den Kreis Heinsberg",
        "Gemeinsame Bildungszielplanung 2026 für die Städteregion Aachen, für den Kreis Düren und für den Kreis Heinsberg",
    ),
}


@pytest.mark.parametrize("plan", UNDIVIDED)
def test_every_page_of_a_plan_that_divides_nothing(visit, folder, plan):
    make, finding, english = UNDIVIDED[plan]
    make(folder)
    assert REGISTRY.add_folders(folder) == []
    facts = REGISTRY.facts(plan)
    for page in ALL_PAGES:
        view = assert_shows(visit(page.script, plan=plan), page.url_path)
        assert ("Diese Seite gibt es" in view.headline) != offered(page, facts), page.url_path
    assert visit("overview.py", plan=plan).headline == finding
    assert visit("overview.py", plan=plan, lang="en").headline == english
    if offered(next(page for page in ALL_PAGES if page.script == "quotas.py"), facts):
        assert visit("quotas.py", plan=plan).headline == finding


def test_a_plan_in_euros(visit, folder):
    euros(folder)
    assert REGISTRY.add_folders(folder) == []
    for script in ("overview.py", "quotas.py", "profile.py", "simulator.py", "comparison.py"):
        view = assert_shows(visit(script, plan=EUROS, s=f"{EUROS}~AA-HS.100000"), script)
        assert "Plätze" not in view.headline
    assert "3.508.000 Euro" in visit("overview.py", plan=EUROS).headline
