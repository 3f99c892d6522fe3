"""How the pages grow with a plan: each page warm for the plan of the product and for one over all 400 districts with 150
institutions and full tables (``tests.full_plan``). Run it with ``make bench``.

Writes one JSON object: what loading and checking the plans takes, and by page the work of the server in a warm run, the
size of the messages to the browser and their number, and how many times that of the small plan they are. Work is the
time of the processor; sizes and numbers are always the same.
"""

import json
import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from streamlit.testing.v1 import AppTest

from kompass.facts import load
from kompass.facts_files import DEFAULT_PLAN
from kompass.pages import ALL_PAGES
from kompass.plans.registry import REGISTRY
from tests.full_plan import FULL, full_tables
from tests.messages import Messages

SHELL = Path(__file__).parents[2] / "pages" / "_shell.py"
TIMES = 3
MOST_SECONDS, MOST_KB = 1.5, 500


def measured(script: str, plan: str, known: dict, messages: Messages) -> dict[str, object]:
    """Seconds of work, messages and kilobytes of a page that has been opened before; what broke, if it did."""
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
    first, *warm = works
    return {
        "first_ms": round(1000 * first),
        "work_ms": round(1000 * statistics.median(warm or works)),
        "kB": messages.kilobytes,
        "messages": len(messages.sizes),
        **({"broken": broken} if broken else {}),
    }


def loading(**plan: Path) -> dict[str, int]:
    """Rows of a plan and milliseconds that reading and checking it takes."""
    load.cache_clear()
    start = process_time()
    facts = load(**plan)
    work = process_time() - start
    return {"rows": sum(len(rows) for rows in map(facts.__getitem__, facts)), "work_ms": round(1000 * work)}


def main(only: list[str]) -> int:
    """Print what was measured; 1 if a page of the full plan is beyond its limits."""
    with TemporaryDirectory() as folder:
        path, messages = full_tables(Path(folder)), Messages()
        loading()
        result: dict[str, object] = {"loading": {DEFAULT_PLAN: loading(), FULL: loading(plan=path)}}
        if wrong := REGISTRY.add_folders(Path(folder)):
            sys.exit(str(wrong))
        known = AppTest.from_file(SHELL, default_timeout=300).run()._registered_pages
        over = False
        for page in ALL_PAGES:
            if only and page.stem not in only:
                continue
            small = measured(page.script, DEFAULT_PLAN, known, messages)
            large = measured(page.script, FULL, known, messages)
            ratio = {
                name: round(float(large[name]) / max(float(small[name]), 0.1), 1)
                for name in ("work_ms", "kB", "messages")
            }
            result[page.stem] = {"small": small, "full": large, "ratio": ratio}
            bad = "broken" in large or large["work_ms"] > 1000 * MOST_SECONDS or large["kB"] > MOST_KB
            over |= bad
            print(page.stem, json.dumps(result[page.stem]), "OVER" * bad, file=sys.stderr, flush=True)
        print(json.dumps(result, indent=2))
    return int(over)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
