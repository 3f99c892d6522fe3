"""How long each file to take along takes, and how large it is. Run it with ``make bench``.

The first time is that of a server that has just started. The machines are noisy and shared, so the limit holds for
what the server works on a file, beside the time that passes.
"""

import datetime as dt
import statistics
from time import perf_counter, process_time

from kompass.briefing.export_request import DISTRICT, export_request
from kompass.briefing.files import FILES, Part
from kompass.facts import load
from kompass.language import LANGUAGES
from tests.bench.table import Table

ASKED = [("s", "2026~AA-HS.100.25~EXT-DN.20.5"), ("weil", "1:weil Pflege fehlt")]
TIMES = 5
LONGEST, LARGEST = 2000, 5000  # milliseconds, kB


def measure(table: Table) -> None:
    """First time, work and size of each file in each language."""
    facts = load()
    district = [(DISTRICT, facts["districts"]["ags"].iloc[0])]
    for file in FILES:
        for code in LANGUAGES:
            times, works, size = [], [], 0
            for _ in range(TIMES):
                start, work = perf_counter(), process_time()
                pairs = [*ASKED, ("lang", code), *(district if Part.DISTRICT in file.holds else [])]
                made_at = dt.datetime.now(tz=dt.UTC)
                size = len(file.make(export_request(pairs, facts, "http://kompass.example/", made_at)))
                times.append(perf_counter() - start)
                works.append(process_time() - work)
            table.row(f"{file.file_id}, {code}: made by a server just started", round(1000 * times[0]), "ms")
            table.row("… work, median", round(1000 * statistics.median(works)), "ms", LONGEST)
            table.row("… size", size / 1000, "kB", LARGEST)


if __name__ == "__main__":
    measure(Table("files"))
