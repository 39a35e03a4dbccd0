"""`python -m tests.documents.rebuild SNAPSHOT.json`: the digests of the two files.

Run in a process of its own: nothing of the first making is left in memory.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from pathlib import Path

import django


def rebuilt(data: dict) -> tuple[str, str]:
    """Digests of Word and Excel made of a snapshot's data alone."""
    from reports.annex_out import Heading, annex
    from reports.letterhead import Letterhead
    from reports.letters import Letter, official_report
    from reports.paper import from_json
    from reports.report_text import Section
    from reports.snapshots import file_digest

    paper, day = from_json(data["paper"]), dt.date.fromisoformat(data["dated"])
    letter = Letter(
        letterhead=Letterhead.from_json(data["letterhead"]),
        number=data["number"],
        day=day,
        year=day.year,
        made_on=day,
        sections=tuple(Section(level=1, **part) for part in data["sections"]),
        paper=paper,
        window="Số liệu tính đến ngày chốt",
    )
    heading = Heading(
        title="BIỂU TỔNG HỢP",
        attached=letter.attached,
        window=letter.window,
        quota_title="BIỂU GIAO CHỈ TIÊU",
        quota_attached="(Kèm theo kế hoạch)",
    )
    word, sheets = official_report(letter), annex(paper, heading, created=day)
    return file_digest(word), file_digest(sheets)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    snapshot = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.stdout.write("\n".join(rebuilt(snapshot)))
