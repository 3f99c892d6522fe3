"""The table of measured figures: what is beyond its aim is marked, counted and written."""

from tests.bench.table import Table, quantile, report


def test_a_figure_beyond_its_aim_is_marked_and_counted():
    table = Table("load")
    table.row("sessions that failed", 1, "", 0)
    table.row("memory per live session", 0.25, "MB", 5)
    table.row("moves made", 3000)
    assert table.missed == 1
    lines = report(table.figures, {"load": "A hall"}, "2026-11-30, 2 cores").splitlines()
    assert "| sessions that failed | 1 | ≤ 0 | missed |" in lines
    assert "| memory per live session | 0.25 MB | ≤ 5 MB |  |" in lines
    assert "| moves made | 3,000 |  |  |" in lines
    assert "## A hall" in lines
    assert lines[-1] == "3 figures, 1 beyond their aim."


def test_percentiles_are_values_that_were_measured():
    times = [n / 100 for n in range(1, 101)]  # 10, 20 … 1,000 ms
    assert (quantile(times, 0.5), quantile(times, 0.95)) == (0.51, 0.96)
    table = Table("load")
    table.times("rerun", times, {0.95: 950})
    assert [(one.value, one.most) for one in table.figures] == [(510, None), (960, 950)]
    assert table.missed == 1


def test_nothing_measured_misses_every_aim():
    table = Table("load")
    table.row("health", quantile([], 0.95), "ms", 200)
    assert table.missed == 1
    assert table.records()[0]["met"] is False
    assert "value" not in table.records()[0]
