"""Wording of the choices of targets, results and submissions."""

from sheets.wording import Words, pgettext

INDICATOR_KIND = Words(
    "target",
    {
        "FLOW": "Phát sinh trong kỳ",
        "STOCK": "Hiện có tại thời điểm chốt",
        "CUMULATIVE": "Lũy tích",
        "RATIO": "Tỷ lệ (tử số, mẫu số)",
        "SHARE": "Trong đó",
        "EVENT_FREE": "Không để xảy ra",
        "QUALITATIVE": "Định tính",
    },
)
COMPARATOR = Words(
    "target",
    {
        "AT_LEAST": "ít nhất",
        "MORE_THAN": "trên",
        "AT_MOST": "không quá",
        "LESS_THAN": "dưới",
        "EXACTLY": "đúng bằng",
        # Marked here: a template would double the sign for makemessages.
        "ALL": pgettext("target", "toàn bộ (100%)"),
        "MAINTAIN": "duy trì, giữ",
        "REDUCE_BY": "giảm",
        "GROW_BY": "tăng",
        "BETWEEN": "từ … đến …",
    },
)
SCOPE = Words(
    "target",
    {
        "EACH_UNIT": "Từng đơn vị được giao",
        "EACH_AREA": "Từng quận, huyện, thị xã",
        "OWNER": "Toàn thành phố (một số)",
    },
)
STATE = Words(
    "status",
    {
        "DRAFT": "Đang nhập",
        "SUBMITTED": "Chờ duyệt",
        "RETURNED": "Trả lại",
        "APPROVED": "Đã duyệt",
        "LOCKED": "Đã khóa",
    },
)
VERDICT = Words(
    "status",
    {
        "DONE": "Hoàn thành",
        "ON_TRACK": "Đúng tiến độ",
        "SLOW": "Chậm",
        "BEHIND": "Chậm nhiều",
        "NOT_REPORTED": "Chưa báo cáo",
        "NOT_ASSIGNED": "Không giao",
        "MET": "Đạt",
        "NOT_MET": "Chưa đạt",
        "NOT_ARISEN": "Chưa phát sinh",
        "NOTHING_TO_DO": "Không phát sinh",
        "OVER": "Vượt",
        "NOT_GRADED": "Không xếp",
    },
)
GRADE = Words(
    "status",
    {
        "MET": "Đạt",
        "PARTLY": "Đạt một phần",
        "NOT_MET": "Chưa đạt",
    },
)
