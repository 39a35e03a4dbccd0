"""The child that changes a workbook: `python -m sheets.marker`.

Standard input: one JSON line (limits, name, problems), then the file's bytes.
Standard output: the marked .xlsx, or problem lines when it cannot be had.
"""

import io
import json
import os
import sys
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from sheets import child, lines
from sheets.book import Kind, Merge, Sheet
from sheets.limits import Limits
from sheets.marks import FILL, SIGN, SUMMARY, TOKEN, TOKEN_COLUMN
from sheets.preflight import Form, broken, detect, open_zip
from sheets.problems import Problem, Refused, refusal
from sheets.results import with_results
from sheets.scan import scan_workbook
from sheets.writer import safe_text

os.environ["OPENPYXL_LXML"] = "False"

_MOST: Final = 1_000
_MERGED_CELLS: Final = 200_000
_HEADINGS: Final = ("Số TT", "Trang", "Ô", "Dòng", "Mức", "Nội dung cần sửa")
_WIDTHS: Final = (7, 22, 9, 8, 9, 100)


def main() -> None:
    """Answer standard input with the marked file, or with what is wrong."""
    told: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**told["limits"])
    child.bound(limits, written=limits.unpacked_bytes)
    data = sys.stdin.buffer.read(limits.upload_bytes + 1)
    problems = [Problem(*fields) for fields in told["problems"]]
    try:
        answer = marked(data, problems, limits, name=told["name"])
    except Refused as refused:
        answer = b"".join(
            lines.encode(lines.problem_line(problem)) for problem in refused.problems
        )
    except Exception:  # any fault of a writer on a hostile file is the file's
        (problem,) = broken().problems
        answer = lines.encode(lines.problem_line(problem))
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


def marked(
    data: bytes, problems: Sequence[Problem], limits: Limits, *, name: str = ""
) -> bytes:
    """The .xlsx bytes with marks; raises Refused."""
    warnings.simplefilter("ignore")
    is_workbook = detect(data, name=name, limits=limits) is Form.XLSX
    if is_workbook:
        book = _opened(data, limits)
    else:
        book = _rebuilt(child.messages(data, limits, name=name))
    _clear(book)
    _mark_cells(book, problems)
    _summarise(book, problems)
    stream = io.BytesIO()
    book.save(stream)
    if is_workbook:
        return with_results(stream.getvalue(), book, data)
    return stream.getvalue()


def _opened(data: bytes, limits: Limits) -> Any:
    import openpyxl  # type: ignore[import-untyped]

    with open_zip(data) as archive:
        scans = scan_workbook(archive, limits)
    covered = sum(_area(merge) for scan in scans for merge in scan.merged)
    if covered > _MERGED_CELLS:
        raise refusal(
            "E_TOO_BIG",
            "Không đánh dấu được vì tệp có vùng gộp ô quá lớn; "
            "hãy bỏ gộp ô rồi nạp lại.",
        )
    return openpyxl.load_workbook(io.BytesIO(data), keep_links=False)


def _area(merge: Merge) -> int:
    return (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1)


def _rebuilt(found: Iterable[lines.Line]) -> Any:
    """A new workbook with the values of a .csv, .xls or .ods."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    page: Any = None
    for line in found:
        if line[0] == "problem":
            raise Refused([lines.problem_from(line)])
        if line[0] == "sheet":
            page = _page(book, lines.sheet_from(line))
        elif line[0] == "row":
            for cell in lines.row_from(line).cells:
                _put(page, cell.row, cell.column, cell.value, cell.kind)
    return book


def _page(book: Any, sheet: Sheet) -> Any:
    page = book.create_sheet(sheet.name)
    page.sheet_state = sheet.state
    return page


def _put(page: Any, row: int, column: int, value: Any, kind: Kind) -> None:
    target = page.cell(row, column)
    target.value = safe_text(value) if isinstance(value, str) else value
    if kind is Kind.FORMULA:
        target.value = "(công thức)"
    if isinstance(value, str):
        target.data_type = "s"  # a text beginning with "=" stays a text


def _clear(book: Any) -> None:
    """Take away what an earlier marking put in: summary, colours, comments."""
    from openpyxl.comments import Comment  # type: ignore[import-untyped]
    from openpyxl.styles import PatternFill  # type: ignore[import-untyped]

    for page in list(book.worksheets):
        if page.cell(1, TOKEN_COLUMN).value == TOKEN:
            book.remove(page)
            continue
        for cell in list(_commented(page)):
            own, sign, _ = cell.comment.text.partition(SIGN)
            if not sign:
                continue
            cell.fill = PatternFill()
            author = cell.comment.author
            cell.comment = Comment(own.strip(), author) if own.strip() else None


def _commented(page: Any) -> Iterator[Any]:
    return (cell for row in page.iter_rows() for cell in row if cell.comment)


def _mark_cells(book: Any, problems: Sequence[Problem]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    wrong: dict[tuple[str, str], list[str]] = defaultdict(list)
    for problem in problems:
        if problem.cell and problem.sheet in book.sheetnames:
            wrong[problem.sheet, problem.cell].append(problem.message)
    for (sheet, address), messages in islice(wrong.items(), _MOST):
        cell = _anchor(book[sheet], address)
        own = f"{cell.comment.text.strip()}\n" if cell.comment else ""
        text = own + "\n".join(SIGN + message for message in messages)
        cell.fill = PatternFill("solid", start_color=FILL, end_color=FILL)
        cell.comment = Comment(safe_text(text), "Chỉ tiêu", height=120, width=320)


def _anchor(page: Any, address: str) -> Any:
    """The cell at the address, or the one that shows for it in a merged range."""
    for merged in page.merged_cells.ranges:
        if address in merged:
            return page.cell(merged.min_row, merged.min_col)
    return page[address]


def _summarise(book: Any, problems: Sequence[Problem]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

    page = book.create_sheet(SUMMARY, 0)
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is page
    page.append(
        [f"{SUMMARY}: {len(problems)} mục. Sửa xong hãy lưu rồi nạp lại tệp này."]
    )
    page.append(list(_HEADINGS))
    for number, problem in enumerate(problems[:_MOST], start=1):
        _line(page, number, problem, book.sheetnames)
    if len(problems) > _MOST:
        page.append([None] * 5 + [f"… và {len(problems) - _MOST} mục khác."])
    page.cell(1, TOKEN_COLUMN).value = TOKEN
    page.column_dimensions[get_column_letter(TOKEN_COLUMN)].hidden = True
    for column, width in enumerate(_WIDTHS, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
        page.cell(2, column).font = Font(bold=True)
    page["A1"].font = Font(bold=True, size=13)
    for row in page.iter_rows(min_row=3, min_col=6, max_col=6):
        row[0].alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A3"


def _line(page: Any, number: int, problem: Problem, sheets: Sequence[str]) -> None:
    from openpyxl.worksheet.hyperlink import (  # type: ignore[import-untyped]
        Hyperlink,
    )

    row = number + 2
    level = "Lưu ý" if problem.is_warning else "Lỗi"
    values = (number, problem.sheet, problem.cell, problem.row, level, problem.message)
    for column, value in enumerate(values, start=1):
        _put(page, row, column, value, Kind.TEXT)
    if problem.cell and problem.sheet in sheets:
        quoted = problem.sheet.replace("'", "''")
        place = f"'{quoted}'!{problem.cell}"
        page.cell(row, 3).hyperlink = Hyperlink(ref=f"C{row}", location=place)


if __name__ == "__main__":
    main()
