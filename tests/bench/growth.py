"""How the pages grow with a plan: each page warm for the plan of the product and for one over all 400 districts with 150
institutions and full tables (``tests.full_plan``). Run it with ``make bench``.

Work is the time of the processor; sizes and numbers are always the same.
"""

import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from streamlit.testing.v1 import AppTest

from kompass.facts import load
from kompass.facts_files import DEFAULT_PLAN
from kompass.pages import ALL_PAGES
from kompass.plans.registry import REGISTRY
from tests.bench.table import Table
from tests.full_plan import FULL, full_tables
from tests.messages import Messages

SHELL = Path(__file__).parents[2] / "pages" / "_shell.py"
TIMES = 3


@dataclass(frozen=True)
class Measured:
    """Milliseconds of work of a warm run, what it sent, and what broke."""

    work: int
    kilobytes: float
    messages: int
    broken: tuple[str, ...]


def measured(script: str, plan: str, known: dict, messages: Messages) -> Measured:
    """Work, messages and kilobytes of a page that has been opened before; what broke, if it did."""
    works, broken = [], []
    for _ in range(TIMES + 1):
        app = AppTest.from_file(SHELL, default_timeout=300)
        app._registered_pages = known
        app.query_params["plan"] = plan
        app.switch_page(script)
        start = process_time()
        app.run()
        works.append(process_time() - start)
        broken = [e.value for e in [*app.exception, *app.error]]
        if broken:
            break
    _, *warm = works
    work = round(1000 * statistics.median(warm or works))
    return Measured(work, messages.kilobytes, len(messages.sizes), tuple(broken))


def loading(**plan: Path) -> tuple[int, int]:
    """Rows of a plan, and milliseconds of work that reading and checking it takes."""
    load.cache_clear()
    start = process_time()
    facts = load(**plan)
    work = process_time() - start
    return sum(len(rows) for rows in map(facts.__getitem__, facts)), round(1000 * work)


def measure(table: Table, only: Sequence[str] = ()) -> None:
    """Both plans are loaded, then each page is opened on both, or those pages of which the script is named."""
    with TemporaryDirectory() as folder:
        path, messages = full_tables(Path(folder)), Messages()
        loading()
        for name, (rows, work) in {DEFAULT_PLAN: loading(), FULL: loading(plan=path)}.items():
            table.row(f"{name}, {rows:,} rows: read and checked, work", work, "ms")
        if wrong := REGISTRY.add_folders(Path(folder)):
            sys.exit(str(wrong))
        known = AppTest.from_file(SHELL, default_timeout=300).run()._registered_pages
        for page in ALL_PAGES:
            if only and page.stem not in only:
                continue
            small = measured(page.script, DEFAULT_PLAN, known, messages)
            large = measured(page.script, FULL, known, messages)
            table.row(
                f"{page.stem}: warm, work (with the plan of the product {small.work} ms)",
                large.work,
                "ms",
                1500,
            )
            table.row(
                f"… sent, in {large.messages} messages (… {small.kilobytes} kB)", large.kilobytes, "kB", 500
            )
            table.row("… errors", len(large.broken), "", 0)
            for told in large.broken:
                print(told, file=sys.stderr)


if __name__ == "__main__":
    measure(Table("growth"), sys.argv[1:])
