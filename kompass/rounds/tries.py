"""Limits on how often something is tried, in memory: by token, so that a hall behind one address is never blocked."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil

MOST_KNOWN = 20_000


class Tries:
    """So many tries at once, and then one more every so many seconds, for each name."""

    def __init__(self, at_once: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.at_once = at_once
        self.seconds = seconds
        self.clock = clock
        self._known: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tries left, and when

    def wait(self, name: str) -> int:
        """Count a try; returns 0, or after how many seconds the next one is allowed."""
        now = self.clock()
        left, then = self._known.pop(name, (float(self.at_once), now))
        left = min(float(self.at_once), left + (now - then) / self.seconds)
        allowed = left >= 1
        self._known[name] = (left - 1 if allowed else left, now)
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        return 0 if allowed else max(1, ceil((1 - left) * self.seconds))
