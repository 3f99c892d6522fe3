"""Scenarios kept and put side by side, without a browser."""

import json

import pytest

from kompass.language import NBSP

KEPT = ["Vorschlag HS|2026~AA-HS.50.12|1:weil", "Mehr DN|2026~AC-DN.20.6"]


def names(view):
    return [w.value for w in view.app.text_input if (w.key or "").startswith("rename_")]


def test_nothing_kept_says_what_to_do(visit):
    view = visit("comparison.py")
    assert view.headline == "Szenarien nebeneinander"
    assert "Noch ist kein Szenario behalten" in view.words
    assert view.faults == []


def test_three_keys_can_be_looked_at_at_once(visit):
    """By inhabitants DN has 1,239 · 279,285 / 1,125,376 = 307.48, AC 641.21 and HS 290.30: the largest remainder
    is DN's, and the place that is left goes there."""
    view = visit("comparison.py")
    view.press("samples")
    assert names(view) == ["Schlüssel Einwohner", "Schlüssel Beschäftigte", "Schlüssel Arbeitslose"]
    (table,) = view.rows("Größe")
    cells = {row[0]: row[1:] for row in table}
    assert [cell.split()[0] for cell in cells["AA: Plätze (Unterschied)"]] == ["2.269"] * 3
    for n in range(3):
        places = [cells[f"{code}: Plätze (Unterschied)"][n].split()[0] for code in ("AC", "DN", "HS")]
        assert sum(map(int, places)) == 586 + 300 + 353
    assert [cells[f"{code}: Plätze (Unterschied)"][0] for code in ("AC", "DN", "HS")] == [
        "641 (+55)",
        "308 (+8)",
        "290 (−63)",
    ]
    assert view.faults == []


def test_kept_on_the_simulator_stands_beside_others(visit):
    view = visit("simulator.py", ausgleich="AA", s="2026~AA-HS.50.12")
    view.widget("text_input", "scenario_name").set_value("Vorschlag HS")
    view.press("keep")
    assert "Behalten als „Vorschlag HS“" in view.notice
    view.gesture("places", "DN", 320)
    view.press("keep")  # without a name it gets one
    view.go("comparison.py")
    assert names(view) == ["Vorschlag HS", "Szenario"]
    assert view.headline == "2 Szenarien; umverteilte Plätze gegenüber Plan 2026 (netto): 50 bis 70"


def test_the_address_brings_the_comparison_back(visit):
    view = visit("comparison.py", v=KEPT)
    assert names(view) == ["Vorschlag HS", "Mehr DN"]
    assert view.address["v"] == KEPT
    (table,) = view.rows("Größe")
    cells = {row[0]: row[1:] for row in table}
    assert cells["AA: Plätze (Unterschied)"] == ["2.219 (−50)", "2.269 (±0)"]
    assert cells["HS: davon abschlussorientiert (Anteil)"] == [f"141 (35,0{NBSP}%)", f"129 (36,5{NBSP}%)"]
    assert cells["Plätze, die gegen den Vergleich die Institution wechseln (netto)"] == ["50", "20"]
    assert cells["Heinsberg: Plätze des Jobcenters je 1.000 Arbeitslose"] == [
        "46,3",
        "40,6",
    ]  # 403, 353 of 8,705


def test_any_of_them_can_be_the_baseline(visit):
    view = visit("comparison.py", v=KEPT)
    view.set("selectbox", "comparison_baseline", "v.Mehr DN")
    assert view.address["basis"] == "v.Mehr DN"
    (table,) = view.rows("Größe")
    assert {row[0]: row[1:] for row in table}["DN: Plätze (Unterschied)"] == ["300 (−20)", "320 (±0)"]
    assert view.headline == "2 Szenarien; umverteilte Plätze gegenüber Szenario „Mehr DN“ (netto): 0 bis 70"


def test_a_renamed_baseline_stays_the_baseline(visit):
    view = visit("comparison.py", v=KEPT, basis="v.Mehr DN")
    view.set("text_input", "rename_1_Mehr DN", "Für Düren")
    assert names(view) == ["Vorschlag HS", "Für Düren"]
    assert view.address["basis"] == "v.Für Düren"


def test_a_forgotten_baseline_gives_way_to_the_plan(visit):
    view = visit("comparison.py", v=KEPT, basis="v.Mehr DN").press("forget_1")
    assert names(view) == ["Vorschlag HS"]
    assert "basis" not in view.address
    assert view.headline == "Ein Szenario: 50 Plätze umverteilt gegenüber Plan 2026 (netto)"


def test_duplicate_and_back_on_the_table(visit):
    view = visit("comparison.py", v=KEPT).press("copy_0")
    assert names(view) == ["Vorschlag HS", "Mehr DN", "Vorschlag HS (2)"]
    view.press("adopt_1")
    assert view.address["s"] == "2026~AC-DN.20.6"
    assert "Auf dem Tisch liegt jetzt „Mehr DN“" in view.notice


def test_no_more_than_six_are_kept(visit):
    view = visit("comparison.py", v=[f"S{n}|2026~AA-HS.{n}.0" for n in range(1, 9)])
    assert names(view) == [f"S{n}" for n in range(1, 7)]
    assert view.widget("button", "copy_0").disabled
    view.go("simulator.py")
    assert view.widget("button", "keep").disabled


def bring(view, content):
    view.app.get("file_uploader")[0].upload("szenarien.json", content, "application/json").run()
    return view


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kein lesbares JSON"),
        (b"\xff\xfe", "kein lesbares JSON"),
        (b"[" * 50_000, "kein lesbares JSON"),
        (b" " * 200_000, "zu groß"),
        (b"{}", "keine Szenariendatei"),
        (
            b'{"format": "bildungszielkompass-szenarien-1", "scenarios": [{"name": "A", "scenario": "2026~DN-HS.301"}]}',
            "Szenario 1",
        ),
    ],
    ids=["empty", "no text", "too deep", "too large", "another format", "impossible"],
)
def test_a_bad_file_is_told_and_nothing_is_lost(visit, content, words):
    view = bring(visit("comparison.py", v=KEPT), content)
    assert view.faults == []
    assert words in view.notice
    assert names(view) == ["Vorschlag HS", "Mehr DN"]


def test_a_good_file_replaces_what_is_kept(visit):
    written = {
        "format": "bildungszielkompass-szenarien-1",
        "plan": "2026",
        "data": "2026~AA.2269.573~AC.586.172~DN.299.80~HS.353.129",
        "baseline": "v.B",
        "scenarios": [
            {"name": "A", "scenario": "2026~AA-HS.10.3", "reasons": ["1:weil"]},
            {"name": "B", "scenario": "2026"},
        ],
    }
    view = bring(visit("comparison.py", v=KEPT), json.dumps(written).encode())
    assert names(view) == ["A", "B"]
    assert view.address["basis"] == "v.B"
    assert view.address["v"] == ["A|2026~AA-HS.10.3|1:weil", "B|2026"]
    assert "DN hatte 299/80" in view.notice
