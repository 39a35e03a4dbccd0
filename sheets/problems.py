"""What can be wrong with a workbook, said once: codes, sentences, refusal.

Pure. A code beginning with E_ refuses; one beginning with W_ is a notice a
person confirms. The catalogue is part of what the program promises to others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

CODES: Final[dict[str, str]] = {
    "E_NOT_XLSX": "Tệp không phải là bảng tính được hỗ trợ (.xlsx, .xls, .ods, .csv).",
    "E_PASSWORD": "Tệp có mật khẩu.",
    "E_MACRO": "Tệp có macro.",
    "E_TOO_BIG": "Tệp, ô hoặc số ô quá lớn.",
    "E_UNPACKED": "Nội dung sau khi giải nén quá lớn.",
    "E_PARTS": "Tệp nén có quá nhiều phần.",
    "E_DOCTYPE": "Tệp có khai báo DOCTYPE hoặc thực thể XML.",
    "E_BROKEN": "Tệp bị hỏng.",
    "E_ROWS": "Bảng có quá nhiều dòng hoặc có ô nằm quá xa.",
    "E_COLUMNS": "Bảng có quá nhiều cột hoặc có ô nằm quá xa.",
    "E_TIME": "Đọc tệp quá thời gian cho phép.",
    "E_MEMORY": "Đọc tệp cần quá nhiều bộ nhớ.",
    "E_HEADER": "Không tìm thấy dòng tiêu đề hoặc cột bắt buộc.",
    "E_HEADER_DUPLICATE": "Hai cột cùng một tiêu đề.",
    "E_NO_TABLE": "Không tìm thấy bảng số liệu.",
    "E_MANY_TABLES": "Có nhiều bảng, cần chọn một.",
    "E_UNIT_UNKNOWN": "Không nhận ra tên đơn vị.",
    "E_UNIT_AMBIGUOUS": "Tên đơn vị ứng với nhiều đơn vị.",
    "E_UNIT_DUPLICATE": "Một đơn vị có hai dòng.",
    "E_UNIT_BLANK": "Dòng có số nhưng thiếu tên đơn vị.",
    "E_NUMBER": "Ô không phải là một số rõ ràng.",
    "E_NEGATIVE": "Ô là số âm.",
    "E_FRACTION": "Ô là số lẻ trong khi cần số nguyên, hoặc lẻ hơn mức ghi được.",
    "E_DATE": "Ô là ngày hoặc giờ trong cột số.",
    "E_ERROR_CELL": "Ô là lỗi của bảng tính (#DIV/0!, #REF! …).",
    "E_FORMULA_NOCACHE": "Ô là công thức chưa có kết quả.",
    "E_TCVN3": "Chữ gõ bằng bảng mã cũ TCVN3 (.VnTime).",
    "E_PERSONAL": "Ô có dấu hiệu chứa dữ liệu cá nhân.",
    "E_ENCODING": "Tệp CSV không phải bảng mã Unicode.",
    "E_TOTAL": "Dòng tổng không đọc được.",
    "E_TEMPLATE": "Biểu mẫu không còn nguyên vẹn hoặc không dùng được ở đây.",
    "W_HIDDEN": "Trang tính ẩn được bỏ qua.",
    "W_COLUMNS_HIDDEN": "Cột bị ẩn vẫn được đọc.",
    "W_ROWS_HIDDEN": "Dòng bị ẩn (do lọc) vẫn được đọc.",
    "W_ROWS_LEFT": "Dòng có số dưới bảng, hay bảng khác loại, không được đọc.",
    "W_TOTAL": "Dòng tổng lệch với tổng các dòng.",
    "W_BLANK": "Ô để trống được hiểu là không giao hoặc chưa báo cáo.",
    "W_PERSONAL": "Ô có thể chứa dữ liệu cá nhân.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a person must see: what, where, what to do.

    `message` is one Vietnamese sentence; `cell` an A1 address; `row` the number
    the spreadsheet program shows, None where the problem is the whole file's.
    """

    code: str
    message: str
    sheet: str = ""
    cell: str = ""
    row: int | None = None

    @property
    def is_warning(self) -> bool:
        return self.code.startswith("W_")


class Refused(Exception):
    """A workbook that is not taken; `problems` says why, all at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.message for problem in self.problems))


def refusal(
    code: str, message: str, *, sheet: str = "", cell: str = "", row: int | None = None
) -> Refused:
    """The refusal with this one problem, to raise."""
    return Refused([Problem(code, message, sheet, cell, row)])
