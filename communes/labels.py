"""Wording of the choices of criteria, assessments and the register."""

from sheets.wording import Words

PROPOSAL = Words(
    "status",
    {
        "DRUG_FREE": "Không ma túy",
        "TYPE_I": "Trọng điểm phức tạp loại I",
        "TYPE_II": "Trọng điểm phức tạp loại II",
        "TYPE_III": "Trọng điểm phức tạp loại III",
        "NONE": "Không thuộc loại nào",
        "INCOMPLETE": "Chưa đủ số liệu để đề xuất",
        "PASSED": "Đạt bộ tiêu chí",
        "FAILED": "Chưa đạt bộ tiêu chí",
    },
)
HOLDS = Words("status", {True: "đạt", False: "không đạt", None: "chưa có số"})
HOLDS_CODE = {True: "HOLDS", False: "FAILS", None: "NO_DATA"}
STATE = Words(
    "status",
    {
        "DRAFT": "Đang nhập",
        "SUBMITTED": "Chờ thẩm định",
        "VERIFIED": "Đã thẩm định, chờ duyệt",
        "APPROVED": "Đã duyệt",
        "RETURNED": "Trả lại",
    },
)
STEP = Words(
    "commune",
    {
        "SUBMIT": "Nộp",
        "RETURN": "Trả lại",
        "VERIFY": "Thẩm định",
        "APPROVE": "Duyệt",
        "AMEND": "Thẩm định có sửa",
        "COMMENT": "Ý kiến",
    },
)
STANDING = Words(
    "status",
    {
        "RECOGNISED": "Không ma túy",
        "NEEDS_REVIEW": "Cần xét lại",
        "WITHDRAWN": "Đã đưa ra khỏi danh sách",
        "KEY_I": "Trọng điểm loại I",
        "KEY_II": "Trọng điểm loại II",
        "KEY_III": "Trọng điểm loại III",
        "NONE": "Chưa công nhận",
        "ENDED": "Đã sáp nhập, giải thể",
    },
)
DECISION_KIND = Words(
    "commune",
    {
        "RECOGNITION": "Công nhận không ma túy",
        "WITHDRAWAL": "Thu hồi công nhận",
        "KEY_AREAS": "Danh sách trọng điểm",
        "LISTING": "Danh sách nêu trong văn bản",
    },
)
DIRECTION = Words("commune", {"IN": "đưa vào", "OUT": "đưa ra"})
KEY_TYPE = Words("commune", {"I": "Loại I", "II": "Loại II", "III": "Loại III"})
UNIT_LEVEL = Words("commune", {"commune": "Cấp xã", "province": "Cấp tỉnh"})
PHASE = Words(
    "commune", {1: "Giai đoạn 1 (đến năm 2013)", 2: "Giai đoạn 2 (đến năm 2015)"}
)
TYPE = Words(
    "unit",
    {"Xã": "xã", "Phường": "phường", "Thị trấn": "thị trấn", "Đặc khu": "đặc khu"},
)
# The sign and colour of a standing, as partials/status_badge.html knows them.
STANDING_BADGE = {
    "RECOGNISED": "MET",
    "NEEDS_REVIEW": "DUE_SOON",
    "WITHDRAWN": "RETURNED",
    "KEY_I": "NOT_MET",
    "KEY_II": "FAILS",
    "KEY_III": "ASKED",
    "NONE": "NOT_ASSIGNED",
    "ENDED": "LOCKED",
}
DONE = {
    "submit": "Đã nộp phiếu.",
    "return": "Đã trả lại phiếu.",
    "verify": "Đã thẩm định phiếu.",
    "approve": "Đã duyệt phiếu.",
    "comment": "Đã ghi ý kiến.",
}
