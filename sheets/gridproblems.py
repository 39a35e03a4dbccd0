"""What the search for tables has to say: one sentence for each finding. Pure."""

from collections.abc import Sequence

from sheets.book import Sheet
from sheets.headers import Column, ColumnWish, Header
from sheets.problems import Problem
from sheets.table import Table


def hidden(sheet: Sheet) -> Problem:
    return Problem(
        "W_HIDDEN", f"Trang ẩn “{sheet.name[:31]}” được bỏ qua, không đọc.", sheet.name
    )


def unseen(sheet: str) -> Problem:
    return Problem(
        "E_NO_TABLE",
        f"Các trang đang hiện không có bảng cần đọc; trang ẩn “{sheet[:31]}” có một "
        "bảng: nếu đúng là bảng này, hãy bỏ ẩn trang đó (Unhide) rồi nạp lại.",
        sheet,
    )


def nothing(sheet: str) -> Problem:
    where = f"Trang “{sheet[:31]}” không có" if sheet else "Tệp không có trang nào có"
    return Problem(
        "E_NO_TABLE", f"{where} số liệu; hãy kiểm tra lại tệp và tên trang.", sheet
    )


def no_header(name: ColumnWish, values: Sequence[ColumnWish]) -> Problem:
    needed = ", ".join(f"“{wish.name}”" for wish in (name, *values) if wish.required)
    return Problem(
        "E_HEADER",
        f"Không tìm thấy dòng tiêu đề có các cột {needed}; "
        "hãy thêm dòng tiêu đề ngay trên dòng số liệu đầu tiên.",
    )


def missing(sheet: Sheet, header: Header, wish: ColumnWish) -> Problem:
    return Problem(
        "E_HEADER",
        f"Trang “{sheet.name[:31]}”: dòng tiêu đề {header.bottom} thiếu cột "
        f"“{wish.name}”; hãy ghi đúng tiêu đề cột này.",
        sheet.name,
        row=header.bottom,
    )


def doubled(
    sheet: Sheet, header: Header, wish: ColumnWish, columns: Sequence[Column]
) -> Problem:
    letters = " và ".join(column.letter for column in columns[:3])
    same = len({column.folded for column in columns}) == 1
    how = "trùng nhau" if same else "đều hợp"
    return Problem(
        "E_HEADER_DUPLICATE",
        f"Trang “{sheet.name[:31]}”: tiêu đề các cột {letters} {how}, không rõ "
        f"cột nào là “{wish.name}”; hãy sửa tiêu đề cho khác nhau.",
        sheet.name,
        f"{columns[1].letter}{header.bottom}",
        header.bottom,
    )


def shared(sheet: Sheet, header: Header, found: dict[str, Column]) -> Problem:
    return Problem(
        "E_HEADER",
        f"Trang “{sheet.name[:31]}”: một cột ở dòng tiêu đề {header.bottom} ứng với "
        f"nhiều nội dung cần đọc ({', '.join(found)}); hãy tách tiêu đề từng cột.",
        sheet.name,
        row=header.bottom,
    )


def many(tables: Sequence[Table]) -> Problem:
    places = ", ".join(f"“{t.sheet[:31]}” dòng {t.header.top}" for t in tables[:5])
    return Problem(
        "E_MANY_TABLES",
        f"Có {len(tables)} bảng cùng kiểu (trang {places}); "
        "hãy chọn một trang hoặc chỉ để lại một bảng rồi nạp lại.",
        tables[1].sheet,
        row=tables[1].header.top,
    )


def beside(tables: Sequence[Table]) -> Problem:
    """Tables in the same rows: nobody could say which by sheet and row."""
    letters = " và ".join(table.name_column.letter for table in tables[:3])
    table = tables[1]
    return Problem(
        "E_MANY_TABLES",
        f"Trang “{table.sheet[:31]}” có {len(tables)} bảng cùng kiểu đặt cạnh nhau "
        f"(cột {letters}); hãy nối chúng thành một bảng, hoặc chỉ để lại một bảng.",
        table.sheet,
        f"{table.name_column.letter}{table.header.top}",
        table.header.top,
    )
