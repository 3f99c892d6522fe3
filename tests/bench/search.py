"""How long the search takes at the server, against the floor of a trivial request to the same server.

Run it with ``make bench``. Each round asks one of both, on a connection of its own, so that whatever slows
the machine slows both; the ratio is the result. The words are typed letter by letter, as a reader does: right,
with a slip, and hard ones.
"""

import json
import tempfile
from pathlib import Path
from time import perf_counter
from urllib.parse import quote
from urllib.request import urlopen

from tests.bench.table import Table, quantile
from tests.browser.serving import ROOT, served

WORDS = ("pflege", "821", "arbeitslosenqote", "niedeggen", "beschäftigungsquote", "sgb ii", "a b c d e f g")


def asked(address: str) -> float:
    """Seconds until the whole answer is there."""
    start = perf_counter()
    with urlopen(address) as answer:
        json.load(answer)
    return perf_counter() - start


def measure(table: Table) -> None:
    """Floor, search and their ratio."""
    queries = [word[: end + 1] for word in WORDS for end in range(len(word)) if word[end] != " "]
    floor, search = [], []
    with (
        tempfile.TemporaryDirectory() as folder,
        served(ROOT / "app.py", "/api/v1/health", Path(folder) / "log") as server,
    ):
        for lang in ("de", "en"):
            asked(f"{server}/api/v1/search?q=a&lang={lang}")  # the index is made at the first request
            for query in queries:
                floor.append(asked(f"{server}/api/v1/health"))
                search.append(asked(f"{server}/api/v1/search?q={quote(query)}&lang={lang}"))
    table.times("a trivial request (floor)", floor)
    table.times("a search, letter by letter", search, {0.95: 50})
    table.row("… ratio of the medians", quantile(search, 0.5) / quantile(floor, 0.5), "×")


if __name__ == "__main__":
    measure(Table("search"))
