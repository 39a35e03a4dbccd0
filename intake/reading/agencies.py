"""Which agency an item speaks to first, and whether it is told or asked."""

from __future__ import annotations

import re

from intake.reading.agency_words import AGENCY_WORDS
from intake.reading.glyphs import CAPITAL, fold
from intake.reading.outline import Node
from intake.reading.vocabulary import AGENCY, BODY_VERBS

_REQUEST = re.compile(r"(?:Kính )?(?:đề nghị|Đề nghị|ĐỀ NGHỊ)(?: các cơ quan:)?:?\s")
_ORDER = re.compile(
    r"(?:Các )?(?:Ông|ông|Đồng chí|đồng chí)(?: \([Bb]à\))?:?\s"
    r"|(?:(?:UBND|Ủy ban nhân dân|Chủ tịch UBND) (?:tỉnh|thành phố|Thành phố|huyện|xã"
    r"|phường) )?"
    r"(?:giao|Giao|yêu cầu|Yêu cầu|Trách nhiệm của|Nhiệm vụ của|Đối với|Phân công"
    r"|trách nhiệm của)"
    r"(?: cho)?:?\s"
)
_NOUNS_TOO = (
    "tổ chức|quản lý|điều tra|xử lý|hỗ trợ|tư vấn|giám sát|giúp|mở|lập"
    "|giao|cử"
    "|đưa|tạo|chịu|thông tin|báo cáo|truy tố|đấu tranh|cai nghiện|nắm|đề nghị|sử dụng"
)
_VERBS = "|".join(
    verb for verb in BODY_VERBS.lower().split("|") if verb not in _NOUNS_TOO.split("|")
)
_LOW_VERB = re.compile(
    rf"(?<!\b[Bb]an)(?<!\b[Pp]hòng)(?<!\b[Vv]ụ),?\s"
    rf"(?:{_VERBS}|đẩy nhanh|khám|nêu cao|bám sát"
    r"|đi đầu|tổng (?:rà|kết|điều tra|kiểm)|tự (?:rà|đánh|kiểm|giác|chịu|cân))(?!\w)|"
    r",?\s(?:chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|(?<![Pp]hòng )tham mưu"
    r"|căn cứ|(?<![Bb]an )chỉ đạo"
    r"|tổ chức (?=quán|triển|thực|tuyên|các|tốt|tổng|ra |lễ|hội (?:nghị|thảo|thi)"
    r"|tập|đấu|điều|ký|kiểm|sơ|rà|hướng|cho |cai)|theo dõi|xây dựng|triển khai"
    r"|quản lý(?! (?:thị trường|xuất|dự án|đô thị|đất|hành chính|nhà nước|thuế))"
    r"|tiếp tục|giúp"
    r"|tăng cường|thực hiện|hướng dẫn|rà soát|đẩy mạnh|là (?:cơ quan|đầu mối)"
    r"|trên cơ sở|bố trí"
    r"|theo (?:chức năng|nhiệm vụ)|và yêu cầu|và đề nghị|chủ động|nghiêm túc|định kỳ"
    r"|báo cáo"
    r"|cân đối|quán triệt|khẩn trương|tập trung|phát huy|tuyên truyền|kiểm tra"
    r"|đôn đốc|lập\b"
    r"|làm (?:tốt|đầu)|giám sát|nâng cao|vận động|thường xuyên|đưa\b|ban hành|cụ thể"
    r"|lãnh đạo"
    r"|phải|cần|quan tâm|hằng năm|hàng năm|kịp thời|đề xuất|(?<!vụ )tổng hợp|trực tiếp"
    r"|phổ biến|lồng ghép)"
)
_BODY_VERB = re.compile(
    rf"(?<!\bBan)(?<!Cục)(?<!Sở)(?<!Bộ)(?<!Phòng)(?<!phòng)(?<!\bvà)(?<!Hội)(?<!tâm)"
    rf"(?<!Vụ)(?<!-) (?:{BODY_VERBS})\b"
)
_APPOSITION = re.compile(
    r"\s[-–]\s(?=[Tt]hường trực|[Cc]ơ quan|[Ll]à )|,\s(?=[Cc]ơ quan thường trực)"
    r"|\s?\([^()]*\)?"
)
_INSIDE = re.compile(
    r"^(?:Căn cứ|Trên cơ sở|Theo|Để|Sau khi)[^.;]{5,260}?,\s(?:(?P<ask>đề nghị)\s"
    r"|(?:yêu cầu|giao)\s)?"
    r"(?P<agency>(?:các |Các |UBND|Ủy ban|Công an|Sở |Thủ trưởng|thủ trưởng"
    r"|Giám đốc).{3,240})"
)
_GROUP = re.compile(
    r"(?:các|giám đốc|thủ trưởng|lãnh đạo|liên)\b.*?(?:sở|ngành|bộ|cơ quan|hội|đơn vị"
    r"|đoàn thể|ban|đồng chí)$"
)
_FIELDS = re.compile(
    r"Y tế|Tư pháp|Tài chính|Giáo dục|Lao động|Công an|Nội vụ|Văn hóa|Thông tin"
    r"|Công [Tt]hương|Nông nghiệp|Nông dân|Kế hoạch và|Khoa học|Xây dựng,|Giao thông"
    r"|Hội |Liên |Đoàn |Tỉnh đoàn|Thành đoàn|Phụ nữ|Cựu chiến binh|Mặt trận|Hải quan"
    r"|Quân sự|Biên phòng|Bộ đội|Sở |Viện |Tòa án|Tài nguyên|Du lịch|Thanh niên|Kho bạc"
)
_LOW_WORD = re.compile(r"(?<=\s)[^\W\d_]+")
_SPOKEN = re.compile(r"[.;/]$|[:,]\s")
_WITH_LEAD = re.compile(
    rf"(?:Chủ động |chủ động )?[Pp]hối hợp (?:chặt chẽ )?(?:với |cùng )?(?=[{CAPITAL}])"
)
_UNNUMBERED = ("roman", "part", "chapter", "capital")


def agency_of(node: Node) -> tuple[str, str] | None:
    """Return (agency as named, LEAD, SUPPORT or REQUESTED), or ``None``."""
    if node.style in _UNNUMBERED:
        return None
    text, part, told = node.text, "LEAD", False
    request = _REQUEST.match(text)
    order = _ORDER.match(text)
    if request:
        text, part, told = text[request.end() :], "REQUESTED", True
    elif order:
        text, told = text[order.end() :], True
    if not AGENCY.match(text):
        return _inside(node.text)
    if not (text[0].isupper() or told):
        return None
    name = agency_name(text, heading=bool(node.children))
    if name is None:
        return None
    body = node.text[node.text.find(name) + len(name) :].lstrip(" :,.-")
    asked = _REQUEST.match(body)
    if asked and not AGENCY.match(body, asked.end()):
        part = "REQUESTED"
    if part == "LEAD" and _supports(body, node):
        part = "SUPPORT"
    return name, part


def agency_name(text: str, *, heading: bool = False) -> str | None:
    """Return the agency a passage opens with; a ``heading`` may be all name."""
    text = re.sub(r"\s?\([^()]*\)", "", text)
    found = [m for m in (_LOW_VERB.search(text), _BODY_VERB.search(text)) if m]
    stops = [one.start() for one in found]
    colon = re.search(r"\s?:(?:\s|$)", text)
    if colon and not _listed(text, colon):
        stops.append(colon.start())
    if not stops and not heading and (len(text) > 220 or re.search(r"[;.]\s", text)):
        return None
    if _SPOKEN.search(text):
        stops.append(_first_other_word(text))
    name = _APPOSITION.split(text[: min(stops)] if stops else text)[0]
    name = name.strip(" .,;:-")
    return name if 2 < len(name) <= 240 else None


def _listed(text: str, colon: re.Match[str]) -> bool:
    """ "Các Sở, ngành: Y tế, Tư pháp …": the colon stands inside the name."""
    group = _GROUP.fullmatch(fold(text[: colon.start()]))
    return bool(group and _FIELDS.match(text, colon.end()))


def _first_other_word(text: str) -> int:
    """Return where the first small word stands that no agency's name has."""
    for found in _LOW_WORD.finditer(text):
        word = found.group()
        if word.islower() and fold(word) not in AGENCY_WORDS:
            return found.start() - 1
    return len(text)


def _inside(text: str) -> tuple[str, str] | None:
    """ "Căn cứ Kế hoạch này, các sở, ban, ngành … xây dựng kế hoạch"."""
    found = _INSIDE.match(text)
    if not found or not AGENCY.match(found["agency"]):
        return None
    name = agency_name(found["agency"])
    return (name, "REQUESTED" if found["ask"] else "LEAD") if name else None


def _supports(body: str, node: Node) -> bool:
    below = [child for child in node.children if child.style != "text"]
    own = body or (node.children[0].text if len(node.children) == 1 else "")
    return not below and bool(_WITH_LEAD.match(own)) and "hủ trì" not in own
