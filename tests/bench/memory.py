"""By how much a fresh process grows while it writes a table of results.

`python -m tests.bench.memory FILE`: one line, in MB. A process of its own, since one
that has shown pages before holds memory that an import would only take over.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


@contextmanager
def grown() -> Iterator[Callable[[], float]]:
    """By how many MB this process had grown at its largest."""
    Path("/proc/self/clear_refs").write_text("5")
    before, peak = _status("VmRSS"), 0.0
    yield lambda: peak - before
    peak = _status("VmHWM")


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(x for x in lines if x.startswith(name)).split()[1]) / 1024


def main() -> None:
    import django

    django.setup()

    from django.conf import settings

    from plans.models import Round
    from tests.bench.imports import PERIOD, Bench

    paper = Path(sys.argv[1])
    settings.MEDIA_ROOT = paper.parent
    bench = Bench(Round.objects.get(period_code=PERIOD), paper)
    with grown() as growth:
        bench.ours()
    print(f"{growth():.0f}")


if __name__ == "__main__":
    main()
