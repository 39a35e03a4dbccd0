"""Wording of the choices of documents, plans and tasks."""

from django.utils.translation import pgettext_lazy

from sheets.wording import Code, Words

DOCUMENT_KIND = Words(
    "plan",
    {
        "KH": "Kế hoạch",
        "QĐ": "Quyết định",
        "CT": "Chỉ thị",
        "NQ": "Nghị quyết",
        "BC": "Báo cáo",
        "CV": "Công văn",
        "TB": "Thông báo",
        "KL": "Kết luận",
        "NĐ": "Nghị định",
        "TT": "Thông tư",
        "TTr": "Tờ trình",
        "TTLT": "Thông tư liên tịch",
    },
)
DOCUMENT_STATUS = Words(
    "plan",
    {
        "IN_FORCE": "Còn hiệu lực",
        "REPLACED": "Đã bị thay thế",
        "REVOKED": "Đã bị bãi bỏ",
        "EXPIRED": "Hết hiệu lực",
    },
)
RELATION = Words(
    "plan",
    {
        "BASIS": "căn cứ",
        "CARRIES_OUT": "triển khai",
        "AMENDS": "sửa đổi, bổ sung",
        "REPLACES": "thay thế",
        "REVOKES": "bãi bỏ",
        "MENTIONS": "viện dẫn",
    },
)
SCHEME = Words(
    "plan", {"REPORTING": "Từ ngày 15 đến ngày 14", "CALENDAR": "Tháng dương lịch"}
)
KIND = Words(
    "plan", {"M": "Tháng", "Q": "Quý", "H": "6 tháng", "N": "9 tháng", "Y": "Năm"}
)
GRAIN = Words("plan", {"M": "Tháng", "Q": "Quý"})
PART = Words("plan", {"LEAD": "Chủ trì", "SUPPORT": "Phối hợp", "REQUESTED": "Đề nghị"})
CYCLE = Words(
    "plan",
    {
        "ONCE": "một lần",
        "ALWAYS": "thường xuyên",
        "MONTH": "hằng tháng",
        "QUARTER": "hằng quý",
        "HALF": "06 tháng",
        "YEAR": "hằng năm",
    },
)
TASK_STATUS = Words(
    "status",
    {
        "NOT_DUE": "Chưa đến hạn",
        "DUE_SOON": "Sắp đến hạn",
        "ON_TIME": "Đúng hạn",
        "OVERDUE": "Quá hạn",
        "DONE_LATE": "Hoàn thành quá hạn",
    },
)
REPORT_STATE = Words(
    "status",
    {
        "SUBMITTED": "Chờ xem xét",
        "RETURNED": "Trả lại",
        "ACCEPTED": "Đã xác nhận",
    },
)


def choices(table: Words[Code]) -> list[tuple[Code, str]]:
    """A table as the choices of a form, in the language of the page that shows it.

    A form is shown again after a post, where `Words` are Vietnamese: these are not.
    """
    words = table.vietnamese.items()
    return [(code, pgettext_lazy(table.context, word)) for code, word in words]
