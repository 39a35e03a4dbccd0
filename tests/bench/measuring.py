"""Two pieces of work timed in turn, so that a ratio holds when the machine drifts."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]
RUNS = 9


@dataclass(frozen=True)
class Ratio:
    """Medians in milliseconds and their ratio, pair by pair."""

    name: str
    ours: float
    limit: float
    ratio: float

    def line(self) -> str:
        return (
            f"{self.name:<58} {self.ours:>9.2f} ms  {self.limit:>9.2f} ms  "
            f"{self.ratio:>8.2f}×"
        )


def against(name: str, ours: Work, limit: Work, *, runs: int = RUNS) -> Ratio:
    """Run `ours` and `limit` alternately after one warm-up of each."""
    ours(), limit()
    pairs = [(timed(ours), timed(limit)) for _ in range(runs)]
    return Ratio(
        name,
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def timed(work: Work) -> float:
    """Wall time in milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
