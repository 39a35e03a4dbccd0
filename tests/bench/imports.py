"""A table of results in and beside what stands, against parse, COPY and join alone.

The limit is what nobody can leave out: a bounded process that parses the file, COPY
into the table and its history with their indexes and foreign keys; for the preview
COPY into a temporary table and one join. Everything is rolled back.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import ChangeSet
from intake import scale
from intake.orders import Kind, Order
from intake.straight import import_file
from plans.models import Plan, Round
from sheets.limits import LARGE
from targets.models import Indicator, Submission, Target
from tests.bench.measuring import against
from units.models import Unit

PERIOD = "2022-Q1"
RUNS = 5
PARSE = """
import json, openpyxl, sys
book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)
for row in book.active.iter_rows(min_row=2, values_only=True):
    print(json.dumps(row[1:]))
"""


def import_rows() -> Iterator[str]:
    """Lines of the report for the import and the preview of one period."""
    round_ = open_round()
    with tempfile.TemporaryDirectory(prefix="do-") as folder:
        settings.MEDIA_ROOT = Path(folder)
        paper = written(Path(folder) / "ket-qua.xlsx")
        cells = Unit.objects.exclude(parent=None).count() * Indicator.objects.count()
        bench = Bench(round_, paper)
        yield f"{'':<58} bộ nhớ tăng {memory(paper)} MB khi nạp {cells} ô"
        for name, ours, limit in (
            ("Nạp / đọc có giới hạn + COPY + lịch sử", bench.ours, bench.copied),
            ("Xem trước / đọc có giới hạn + COPY + nối", bench.preview, bench.joined),
        ):
            told = f"{name} ({cells} ô)"
            yield against(told, ours, limit, runs=RUNS).line()


def memory(paper: Path) -> str:
    """Megabytes a process of its own grows by."""
    command = [sys.executable, "-m", "tests.bench.memory", str(paper)]
    return subprocess.run(
        command, capture_output=True, text=True, check=True
    ).stdout.strip()


class Bench:
    def __init__(self, round_: Round, paper: Path) -> None:
        self.round, self.paper = round_, paper
        self.order = Order(Kind.RESULTS, round_.plan, round=round_)
        self.names = {str(u): u.pk for u in Unit.objects.exclude(parent=None)}
        self.items = list(
            Indicator.objects.order_by("order").values_list("pk", flat=True)
        )
        self.reports = dict(round_.submissions.values_list("unit_id", "pk"))

    def ours(self) -> None:
        with undone():
            prepared, change = import_file(
                self.paper, self.order, name=self.paper.name, limits=LARGE
            )
            if change is None:
                raise RuntimeError(str(prepared.problems[:3]))

    def preview(self) -> None:
        with undone():
            import_file(
                self.paper, self.order, name="x.xlsx", dry_run=True, limits=LARGE
            )

    def copied(self) -> None:
        now = timezone.now()
        with undone(), connection.cursor() as cursor:
            deed = ChangeSet.objects.create(
                made_by_text="đo", made_at=now, door="IMPORT", what="đo"
            )
            cursor.execute("SELECT nextval('targets_result_id_seq')")
            first = cursor.fetchone()[0] + 1_000_000
            rows = list(enumerate(self.cells(), first))
            cursor.copy_expert(RESULTS, _File(_result(n, row) for n, row in rows))
            versions = (_version(n, row, deed.pk, now) for n, row in rows)
            cursor.copy_expert(HISTORY, _File(versions))

    def joined(self) -> None:
        with undone(), connection.cursor() as cursor:
            cursor.execute(
                "CREATE TEMPORARY TABLE do_nap (unit bigint, item bigint, value decimal)"
            )
            rows = (
                f"{unit}\t{item}\t{value}\n" for unit, item, _, value in self.cells()
            )
            cursor.copy_expert("COPY do_nap FROM STDIN", _File(rows))
            cursor.execute(JOIN, [PERIOD])
            cursor.fetchall()
            cursor.execute("DROP TABLE do_nap")

    def cells(self) -> Iterator[tuple[int, int, int, int]]:
        """Unit, indicator, report and value of each cell, from a bounded process."""
        command = [sys.executable, "-c", PARSE, str(self.paper)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, preexec_fn=_bounded
        ) as child:
            assert child.stdout is not None
            for line in child.stdout:
                name, *values = json.loads(line)
                unit = self.names[name]
                report = self.reports[unit]
                for item, value in zip(self.items, values, strict=True):
                    yield unit, item, report, value


RESULTS = (
    "COPY targets_result (id, unit_id, indicator_id, period_code, submission_id, value,"
    " text, grade, note, origin, origin_cell, version) FROM STDIN"
)
HISTORY = (
    "COPY targets_historicalresult (id, unit_id, indicator_id, period_code,"
    " submission_id, value, text, grade, note, origin, origin_cell, version,"
    " history_type, change_set_id, history_date) FROM STDIN"
)
JOIN = (
    "SELECT count(*) FILTER (WHERE r.id IS NULL),"
    " count(*) FILTER (WHERE r.value <> i.value) FROM do_nap i LEFT JOIN targets_result r"
    " ON r.unit_id = i.unit AND r.indicator_id = i.item AND r.period_code = %s"
)


def _result(number: int, cell: tuple[int, int, int, int]) -> str:
    unit, item, report, value = cell
    place = f"{number}\t{unit}\t{item}\t{PERIOD}\t{report}\t{value}"
    return f"{place}\t\t\t\tIMPORT\tKết quả!B{number}\t1\n"


def _version(
    number: int, cell: tuple[int, int, int, int], deed: int, now: dt.datetime
) -> str:
    return f"{_result(number, cell)[:-1]}\t+\t{deed}\t{now.isoformat()}\n"


class _File:
    """Lines as COPY reads them."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines

    def read(self, size: int) -> str:
        found: list[str] = []
        while len(found) < size // 100 and (line := next(self._lines, "")):
            found.append(line)
        return "".join(found)


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (LARGE.memory_bytes, LARGE.memory_bytes))


@contextmanager
def undone() -> Iterator[None]:
    """A transaction whose constraints are checked and that leaves nothing."""
    with transaction.atomic():
        yield
        connection.check_constraints()
        transaction.set_rollback(True)


def open_round() -> Round:
    """A plan of 2022 like the others, its first quarter open and still empty."""
    units = list(Unit.objects.exclude(parent=None).order_by("pk"))
    plan: Plan = scale.plan_of(2022, units)
    Target.objects.bulk_create(
        Target(
            plan=plan,
            indicator=item,
            comparator="AT_LEAST",
            value=100,
            order=item.order,
        )
        for item in Indicator.objects.all()
    )
    due = timezone.now() + dt.timedelta(days=30)
    round_ = Round.objects.create(
        plan=plan, period_code=PERIOD, opened_at=due, due_at=due
    )
    Submission.objects.bulk_create(
        [Submission(round=round_, unit=unit) for unit in units], batch_size=5_000
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return round_


def written(path: Path) -> Path:
    """The results of every unit as a wide table."""
    items = list(Indicator.objects.order_by("order"))
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Kết quả")
    sheet.append(["TT", "Đơn vị", *(item.name for item in items)])
    for number, unit in enumerate(Unit.objects.exclude(parent=None).order_by("pk"), 1):
        sheet.append(
            [number, str(unit), *((number * 7 + item.pk * 3) % 40 for item in items)]
        )
    book.save(path)
    return path
