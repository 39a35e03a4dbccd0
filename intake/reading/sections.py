"""What a section is about: its heading decides how its numbers are read."""

from __future__ import annotations

import re
from functools import lru_cache

from intake.reading.glyphs import fold
from intake.reading.lines import is_upper
from intake.reading.outline import Node

BACKGROUND = "BACKGROUND"
TARGETS = "TARGETS"
CRITERIA = "CRITERIA"
PURPOSE = "PURPOSE"
ASSIGNMENT = "ASSIGNMENT"
BUDGET = "BUDGET"
WORK = "WORK"

_WORDS = (
    (CRITERIA, r"(?:bộ )?(?:các )?tiêu chí|điều kiện công nhận|tiêu chuẩn"),
    (
        BACKGROUND,
        r"tình hình|thực trạng|kết quả (?:thực hiện|công tác|đạt|cai|đã|cụ|chủ)"
        r"|kết quả$"
        r"|bối cảnh|đặc điểm|các thông tin|thông tin chung|dự báo|sự cần thiết"
        r"|đánh giá (?:chung|tình)"
        r"|hạn chế|tồn tại|nguyên nhân|cơ sở pháp lý|căn cứ (?:pháp lý|xây dựng)"
        r"|khó khăn"
        r"|những kết quả|ưu điểm|kết quả giai đoạn|bài học",
    ),
    (
        ASSIGNMENT,
        r"phân công|tổ chức thực hiện|trách nhiệm|tổ chức, phân công"
        r"|triển khai thực hiện$"
        r"|nhiệm vụ (?:của|cụ thể của) (?:các )?(?:sở|đơn vị|cơ quan)"
        r"|chế độ (?:thông tin|báo)",
    ),
    (BUDGET, r"kinh phí|nguồn lực|dự toán|nguồn kinh"),
    (
        TARGETS,
        r"(?:một số |các |những )?(?:chỉ tiêu|mục tiêu)|giao chỉ tiêu|phấn đấu$"
        r"|lộ trình",
    ),
    (PURPOSE, r"mục đích|yêu cầu|quan điểm|phạm vi|đối tượng|nguyên tắc|thời gian"),
    (WORK, r"(?:nội dung|nhiệm vụ|giải pháp|biện pháp|công tác|hoạt động)"),
)
_ANY = tuple((name, re.compile(words)) for name, words in _WORDS)
_OBJECTIVE = re.compile(r"chỉ tiêu|mục tiêu")


def kind_of(node: Node) -> str | None:
    """Return what the nearest telling heading at or above an item speaks of."""
    for one in node.above():
        if (kind := heading_kind(one)) is not None:
            return kind
    return None


def heading_kind(node: Node) -> str | None:
    """Return the kind of one heading, or ``None`` if it does not tell."""
    return _told(node.style, node.heading.strip(' .:“”"'))


@lru_cache(maxsize=4096)
def _told(style: str, written: str) -> str | None:
    heading, loud = fold(written), is_upper(written)
    if not heading or (style in ("dash", "plus") and len(heading) > 60):
        return None
    if style == "text" and not loud:
        return None
    if not loud and len(heading) > 120:
        return None
    if (
        loud
        and _OBJECTIVE.search(heading)
        and not re.match("tình hình|kết quả", heading)
    ):
        return TARGETS
    for name, words in _ANY:
        found = words.search(heading) if loud else words.match(heading)
        if found and (loud or name != WORK):
            return name
    return WORK if loud else None
