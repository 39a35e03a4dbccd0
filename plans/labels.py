"""Wording of the choices of documents, plans and tasks."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy

DOCUMENT_KIND = {
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
}
DOCUMENT_STATUS = {
    "IN_FORCE": "Còn hiệu lực",
    "REPLACED": "Đã bị thay thế",
    "REVOKED": "Đã bị bãi bỏ",
    "EXPIRED": "Hết hiệu lực",
}
RELATION = {
    "BASIS": "căn cứ",
    "CARRIES_OUT": "triển khai",
    "AMENDS": "sửa đổi, bổ sung",
    "REPLACES": "thay thế",
    "REVOKES": "bãi bỏ",
    "MENTIONS": "viện dẫn",
}
SCHEME = {"REPORTING": "Từ ngày 15 đến ngày 14", "CALENDAR": "Tháng dương lịch"}
KIND = {"M": "Tháng", "Q": "Quý", "H": "6 tháng", "N": "9 tháng", "Y": "Năm"}
GRAIN = {"M": "Tháng", "Q": "Quý"}
PART = {"LEAD": "Chủ trì", "SUPPORT": "Phối hợp", "REQUESTED": "Đề nghị"}
CYCLE = {
    "ONCE": "một lần",
    "ALWAYS": "thường xuyên",
    "MONTH": "hằng tháng",
    "QUARTER": "hằng quý",
    "HALF": "06 tháng",
    "YEAR": "hằng năm",
}
TASK_STATUS = {
    "NOT_DUE": "Chưa đến hạn",
    "DUE_SOON": "Sắp đến hạn",
    "ON_TIME": "Đúng hạn",
    "OVERDUE": "Quá hạn",
    "DONE_LATE": "Hoàn thành quá hạn",
}
REPORT_STATE = {
    "SUBMITTED": "Chờ xem xét",
    "RETURNED": "Trả lại",
    "ACCEPTED": "Đã xác nhận",
}


def choices(table: Mapping[str, str], context: str = "plan") -> list[tuple[str, str]]:
    """A table as the choices of a form, said in the reader's language.

    The words themselves stay Vietnamese: official output is made of them. They are
    listed for translators in templates/plans/words.html.
    """
    return [(code, pgettext_lazy(context, word)) for code, word in table.items()]
