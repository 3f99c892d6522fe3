"""How long each file to take along takes, and how large it is. Run it with ``make bench``.

The first time is that of a server that has just started. The machines are noisy and shared, so the limit holds for
what the server works on a file, beside the time that passes.
"""

import datetime as dt
import statistics
import sys
from time import perf_counter, process_time

from kompass.briefing.export_request import DISTRICT, export_request
from kompass.briefing.files import FILES, Part
from kompass.facts import load
from kompass.language import LANGUAGES

ASKED = [("s", "2026~AA-HS.100.25~EXT-DN.20.5"), ("weil", "1:weil Pflege fehlt")]
TIMES = 5
LONGEST, LARGEST = 2.0, 5_000_000  # seconds, bytes


def main() -> int:
    """Print first and middle time, the work and the size of each file in each language; 1 when one is beyond its limit."""
    facts, over = load(), 0
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
            middle = statistics.median(works)
            over |= middle > LONGEST or size > LARGEST
            wall = 1000 * statistics.median(times)
            print(
                f"{file.file_id:<21} {code}  first {1000 * times[0]:6.0f} ms   p50 {wall:6.0f} ms   "
                f"work {1000 * middle:6.0f} ms   {size / 1000:6.0f} kB"
            )
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
