"""The pytest plugins of the mutation test: one selects tests, one notes what each test runs."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from time import process_time

import hypothesis
import pytest
import streamlit as st

from tests.mutants.importing import Reached

ARGUMENTS = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "--tb=short", "-W", "ignore"]


def settle_hypothesis() -> None:
    """The same examples at each run, and no search for the smallest one that fails."""
    hypothesis.settings.register_profile(
        "mutants",
        parent=hypothesis.settings.get_profile("kompass"),
        derandomize=True,
        database=None,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    )
    hypothesis.settings.load_profile("mutants")


class Selection:
    """Runs the tests with the given ids and no others, in their order; notes the first that fails."""

    def __init__(self, wanted: Sequence[str]) -> None:
        self.order = {node_id: number for number, node_id in enumerate(wanted)}
        self.failed = ""

    def pytest_configure(self) -> None:
        settle_hypothesis()

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (i for i in items if i.nodeid in self.order), key=lambda item: self.order[item.nodeid]
        )

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.failed:
            self.failed = report.nodeid


class Noting:
    """Notes per test its seconds of processor time and its statements, and those that all tests of the file share."""

    def __init__(self, reached: Reached) -> None:
        self.reached = reached
        self.tests: dict[str, tuple[float, list[str]]] = {}
        self.not_passed: set[str] = set()

    def pytest_configure(self) -> None:
        settle_hypothesis()

    def pytest_collection_finish(self) -> None:
        self.reached.shared |= self.reached.taken()

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef) -> Generator[None, object, object]:
        if fixturedef.scope == "function":
            return (yield)
        with self.reached.apart():
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        st.cache_resource.clear()
        self.reached.taken()
        start = process_time()
        done = yield
        self.tests[item.nodeid] = (process_time() - start, sorted(self.reached.taken()))
        return done

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.outcome != "passed":
            self.not_passed.add(report.nodeid)

    def passed(self) -> Iterable[tuple[str, float, list[str]]]:
        """The tests that pass: their id, seconds and statements."""
        return ((i, *told) for i, told in self.tests.items() if i not in self.not_passed)
