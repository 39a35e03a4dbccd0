"""Files in: any workbook → plain sheets, read in a bounded child process.

The parent never parses the file. A child that runs out of memory or time, or
dies, is a refusal with one sentence; the server goes on.
"""

import contextlib
import fcntl
import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import IO, Final

from sheets import lines
from sheets.book import Row, Sheet, Workbook
from sheets.limits import DEFAULT, LARGE, Limits
from sheets.marks import SUMMARY, is_summary
from sheets.preflight import broken, check_size
from sheets.problems import Problem, Refused, refusal
from sheets.stored import RowStore

_ROOT: Final = Path(__file__).resolve().parent.parent
_CHUNK: Final = 256 * 1024
_PIPE: Final = 1024 * 1024  # what a child may be ahead of us
_SIGXCPU: Final = -24
_HELD_CELLS: Final = 20_000
_ROW: Final = b'["row",'


def read_workbook(
    source: Path | str | bytes,
    *,
    limits: Limits = DEFAULT,
    name: str = "",
    meanwhile: Callable[[], None] | None = None,
) -> Workbook:
    """The whole workbook, .xlsx, .xls, .ods or .csv, told apart by its bytes.

    `name`: the file's own name when `source` is bytes; `meanwhile` is done while the
    child begins to read. Raises Refused with every reason.
    A large workbook is kept as told and read row by row when asked (see `stored`).
    """
    sheets: list[Sheet] = []
    rows: list[Row] = []
    form, store = "", _Held()
    with contextlib.closing(_stream(source, limits, name, meanwhile)) as stream:
        for line in stream:
            if line[0] == "form":
                form = line[1]
            elif line[0] == "sheet":
                sheets, rows = _closed(sheets, rows), []
                sheets.append(lines.sheet_from(line))
            elif line[0] == "beside":
                sheets[-1] = lines.with_beside(sheets[-1], line)
            else:
                rows.append(store.row(line))
    found = (sheet for sheet in _closed(sheets, rows) if not is_summary(sheet))
    return Workbook(tuple(found), form)


def iter_rows(
    source: Path | str | bytes,
    *,
    limits: Limits = LARGE,
    name: str = "",
    sheet: str = "",
) -> Iterator[Row]:
    """The rows of one sheet as they come, for tables too large to hold.

    `sheet`: its name, else the first visible one. Memory here stays that of one
    row whatever the table. Raises Refused, possibly after rows were given: write
    inside one transaction.
    """
    wanted: bool | None = None
    with contextlib.closing(_stream(source, limits, name)) as stream:
        for line in stream:
            if line[0] == "sheet":
                if wanted:
                    return
                found = lines.sheet_from(line)
                wanted = found.name == sheet if sheet else _is_data(found)
            elif line[0] == "row" and wanted:
                yield lines.row_from(lines.decode(line[1]))


class _Held:
    """Rows as objects while they are few, as told from then on."""

    def __init__(self) -> None:
        self._cells = 0
        self._store = RowStore()

    def row(self, line: lines.Line) -> Row:
        if self._cells > _HELD_CELLS:
            return self._store.add(line[1])
        row = lines.row_from(lines.decode(line[1]))
        self._cells += len(row.cells)
        return row


def _is_data(sheet: Sheet) -> bool:
    return sheet.visible and sheet.name != SUMMARY


def _closed(sheets: list[Sheet], rows: list[Row]) -> list[Sheet]:
    """The list with the rows gathered so far given to its last sheet."""
    if not sheets:
        return sheets
    return [*sheets[:-1], replace(sheets[-1], rows=tuple(rows))]


def _stream(
    source: Path | str | bytes,
    limits: Limits,
    name: str,
    meanwhile: Callable[[], None] | None = None,
) -> Generator[lines.Line, None, None]:
    """Lines of the child up to its end, those of rows as ["row", bytes].

    Raises Refused for problems or a death.
    """
    problems: list[Problem] = []
    with _input(source, limits) as stdin:
        own_name = name or ("" if isinstance(source, bytes) else Path(source).name)
        told: dict[str, object] = {"limits": asdict(limits), "name": own_name}
        with _child(told, stdin) as child:
            if meanwhile is not None:
                meanwhile()
            ended = False
            for line in _lines(child, limits):
                if line[0] == "problem":
                    problems.append(lines.problem_from(line))
                elif line == lines.END:
                    ended = True
                else:
                    yield line
            if problems:
                raise Refused(problems)
            if not ended:
                raise _death(child.wait())


@contextlib.contextmanager
def _input(source: Path | str | bytes, limits: Limits) -> Iterator[IO[bytes]]:
    """The file as something the child can have as its standard input."""
    if isinstance(source, bytes):
        check_size(len(source), limits)
        # In memory: a full disk must not refuse a file, nor a crash leave one behind.
        with open(os.memfd_create("upload"), "w+b") as unnamed:
            unnamed.write(source)
            unnamed.seek(0)
            yield unnamed
    else:
        with Path(source).open("rb") as file:
            check_size(os.fstat(file.fileno()).st_size, limits)
            yield file


@contextlib.contextmanager
def _child(
    told: dict[str, object], stdin: IO[bytes]
) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-s", "-m", "sheets.child", json.dumps(told)]
    environment = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command,
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=environment,
    ) as child:
        assert child.stdout is not None
        with contextlib.suppress(OSError):  # an account may hold so much and no more
            fcntl.fcntl(child.stdout, fcntl.F_SETPIPE_SZ, _PIPE)
        try:
            yield child
        finally:
            child.kill()


def _lines(child: subprocess.Popen[bytes], limits: Limits) -> Iterator[lines.Line]:
    """The child's output line by line; Refused when the time is over."""
    rest = b""
    for chunk in _chunks(child, limits):
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            is_row = line.startswith(_ROW)
            yield ["row", line] if is_row else lines.decode(line)


def _chunks(child: subprocess.Popen[bytes], limits: Limits) -> Iterator[bytes]:
    assert child.stdout is not None
    deadline = time.monotonic() + limits.seconds
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while True:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise _out_of_time(limits)
            chunk = os.read(child.stdout.fileno(), _CHUNK)
            if not chunk:
                return
            yield chunk


def _death(status: int) -> Refused:
    """What a child that ended without a word died of, as far as it can be known."""
    if status == _SIGXCPU:
        return _out_of_time(None)
    if status < 0:
        return refusal(
            "E_MEMORY",
            "Tệp cần quá nhiều bộ nhớ để đọc hoặc bị hỏng nặng; hãy mở bằng Excel, "
            "xoá các ô thừa nằm xa bảng, lưu lại dạng .xlsx rồi nạp lại.",
        )
    return broken()


def _out_of_time(limits: Limits | None) -> Refused:
    bound = f" {limits.seconds} giây" if limits else ""
    return refusal(
        "E_TIME",
        f"Đọc tệp quá lâu, vượt giới hạn{bound}; hãy chia tệp nhỏ hơn rồi nạp lại.",
    )
