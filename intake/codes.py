"""Every problem code the import desk can answer with, and the status of a refusal.

The workbook's own codes come from `sheets.problems`; those below need the database.
docs/import.md prints this list; a test keeps the two the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from sheets import problems as workbook
from sheets.problems import Problem

CODES: dict[str, str] = workbook.CODES | {
    "E_TOTAL": "Dòng tổng không đọc được, hoặc lệch với tổng các dòng.",
    "E_EMPTY": "Biểu không có dòng số liệu nào.",
    "E_PLAN": "Kế hoạch không có chỉ tiêu nào nhận được biểu này.",
    "E_NOT_ASSIGNED": "Đơn vị không báo cáo chỉ tiêu này theo kế hoạch.",
    "E_SCOPE": "Đơn vị ngoài phạm vi được giao của người nạp.",
    "E_LATER": "Đã có mức giao của một quyết định mới hơn.",
    "E_STALE": "Số liệu hoặc đơn vị đã thay đổi sau khi xem trước.",
    "E_RESULT": "Kết quả chưa ghi được (kỳ khóa, đã duyệt, phần lớn hơn tổng …).",
    "E_TEMPLATE": "Biểu là của kỳ khác, của loại khác, hoặc không còn nguyên vẹn.",
    "E_NEWER": "Ô đã có số mới hơn do người khác ghi sau khi tải biểu mẫu.",
    "E_CLOSED": "Báo cáo hoặc phiếu đã nộp, đã duyệt hay kỳ đã khóa nên không nhận số.",
    "E_CHOICE": "Ô không phải một lựa chọn của biểu mẫu, hoặc ngoài khoảng cho phép.",
    "E_UNIT_LIST": "Dòng của danh mục đơn vị thiếu hoặc sai mã, tên, cấp.",
    "W_COLUMN": "Cột số không ứng với chỉ tiêu nào nên không đọc.",
    "W_KEPT": "Ô để trống trong biểu mẫu; số đang có giữ nguyên.",
    "W_NEWER": "Ô không sửa trong biểu mẫu mà hệ thống có số mới hơn; giữ số mới.",
    "W_MISSING": "Đơn vị của kế hoạch không có trong tệp; số cũ giữ nguyên.",
    "W_PLAN": "Tổng các dòng lệch với mức ghi trong kế hoạch.",
    "W_QUOTAS": "Gần như mọi số của biểu kết quả đúng bằng chỉ tiêu giao cả năm.",
    "W_REMOVED": "Ô để trống sẽ bỏ mức giao đang có.",
}

TOO_LARGE = frozenset({"E_TOO_BIG", "E_UNPACKED", "E_PARTS"})
NOT_SUCH_A_FILE = frozenset({"E_NOT_XLSX", "E_PASSWORD", "E_MACRO", "E_ENCODING"})
# The file itself is at fault: there is nothing in it that a person could answer.
OF_THE_FILE = (
    TOO_LARGE
    | NOT_SUCH_A_FILE
    | {"E_DOCTYPE", "E_BROKEN", "E_ROWS", "E_COLUMNS", "E_TIME", "E_MEMORY"}
)
# Notices a person ticks before confirming; the others are only shown.
TO_CONFIRM = frozenset({"W_BLANK", "W_PERSONAL", "W_QUOTAS", "W_REMOVED"})


def status_of(problems: Iterable[Problem]) -> int:
    """413 too large, 415 not such a file, 422 the content; 200 with none."""
    codes = {problem.code for problem in problems if not problem.is_warning}
    if codes & TOO_LARGE:
        return 413
    if codes & NOT_SUCH_A_FILE:
        return 415
    return 422 if codes else 200
