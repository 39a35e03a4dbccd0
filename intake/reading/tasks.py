"""Who is told to do what: one task for each agency item of a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake.reading import sections
from intake.reading.deadlines import find_deadline
from intake.reading.draft import Span, TaskDraft
from intake.reading.outline import Node
from intake.reading.vocabulary import AGENCY, BODY_VERBS

_REQUEST = re.compile(r"(?:Kính )?(?:đề nghị|Đề nghị|ĐỀ NGHỊ)(?: các cơ quan:)?\s")
_ORDER = re.compile(
    r"(?:Các )?(?:Ông|ông|Đồng chí|đồng chí)(?: \([Bb]à\))?:?\s"
    r"|(?:(?:UBND|Ủy ban nhân dân|Chủ tịch UBND) (?:tỉnh|thành phố|Thành phố|huyện|xã"
    r"|phường) )?"
    r"(?:giao|Giao|yêu cầu|Yêu cầu|Trách nhiệm của|Nhiệm vụ của|Đối với|Phân công"
    r"|trách nhiệm của)"
    r"(?: cho)?\s"
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
    rf"(?<!\b[Bb]an),?\s(?:{_VERBS}|đẩy nhanh|khám|nêu cao|bám sát|đi đầu)(?!\w)|"
    r",?\s(?:chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|tham mưu|căn cứ"
    r"|(?<![Bb]an )chỉ đạo"
    r"|tổ chức (?=quán|triển|thực|tuyên|các|tốt|tổng)|theo dõi|xây dựng|triển khai"
    r"|tiếp tục|giúp"
    r"|tăng cường|thực hiện|hướng dẫn|rà soát|đẩy mạnh|là (?:cơ quan|đầu mối)"
    r"|trên cơ sở|bố trí"
    r"|theo (?:chức năng|nhiệm vụ)|và yêu cầu|và đề nghị|chủ động|nghiêm túc|định kỳ"
    r"|báo cáo"
    r"|cân đối|quán triệt|khẩn trương|tập trung|phát huy|tuyên truyền|kiểm tra"
    r"|đôn đốc|lập\b"
    r"|làm (?:tốt|đầu)|giám sát|nâng cao|vận động|thường xuyên|đưa\b|ban hành|cụ thể"
    r"|lãnh đạo"
    r"|phải|cần|quan tâm|hằng năm|hàng năm|kịp thời|đề xuất|tổng hợp|trực tiếp"
    r"|phổ biến|lồng ghép)"
)
_BODY_VERB = re.compile(
    rf"(?<!\bBan)(?<!Cục)(?<!Sở)(?<!Bộ)(?<!\bvà)(?<!Hội)(?<!tâm)(?<!-) "
    rf"(?:{BODY_VERBS})\b"
)
_APPOSITION = re.compile(r"\s[-–]\s(?=[Tt]hường trực|[Cc]ơ quan|[Ll]à )|\s?\([^()]*\)?")
_INSIDE = re.compile(
    r"^(?:Căn cứ|Trên cơ sở|Theo|Để|Sau khi)[^.;]{5,260}?,\s(?:(?P<ask>đề nghị)\s"
    r"|(?:yêu cầu|giao)\s)?"
    r"(?P<agency>(?:các |Các |UBND|Ủy ban|Công an|Sở |Thủ trưởng|thủ trưởng"
    r"|Giám đốc).{3,240})"
)
_WITH_LEAD = re.compile(
    r"(?:Chủ động )?[Pp]hối hợp (?:chặt chẽ )?(?:với )?(?=Công an|Sở|Ban|Cục|Viện"
    r"|Ủy ban|UBND|Bộ)"
)
_ROLE = re.compile(
    r"(?:(?:Cơ quan|Đơn vị|Sở, ngành) )?(?P<role>[Cc]hủ trì"
    r"|[Pp]hối hợp)(?: thực hiện)?\s?:\s(?P<who>[^.;]{3,200})"
)
_BOILERPLATE = re.compile(
    r"chịu trách nhiệm thi hành|có hiệu lực|căn cứ quyết định thi hành"
)
_LEAVING = (sections.BACKGROUND, sections.PURPOSE, sections.CRITERIA, sections.TARGETS,
            sections.BUDGET)  # fmt: skip


def read_tasks(text: str, outline: list[Node], *, letter: bool) -> list[TaskDraft]:
    """Return the tasks in reading order.

    A plan is read in its assignment sections; a ``letter`` (công văn, chỉ thị,
    quyết định) gives orders in any item.
    """
    tasks = [t for root in outline for t in _tasks(text, root, anywhere=letter)]
    if not tasks and not letter:
        tasks = [t for root in outline for t in _tasks(text, root, anywhere=True)]
    led = [t for root in outline for node in root.walk() for t in _roles(text, node)]
    return sorted([*tasks, *led], key=lambda task: task.source.start)


def _tasks(text: str, node: Node, *, anywhere: bool) -> Iterator[TaskDraft]:
    kind = sections.kind_of(node)
    if kind in _LEAVING:
        return
    found = _agency(node) if _may_assign(node, kind, anywhere) else None
    if found is None or _BOILERPLATE.search(node.text):
        for child in node.children:
            yield from _tasks(text, child, anywhere=anywhere)
        return
    below = [child for child in node.children if child.style != "text"]
    named = [child for child in below if _agency(child)]
    groups = [child for child in below if child.text.startswith("Đối với")]
    if len(groups) > 1:
        yield from (_task(text, child, found) for child in groups)
    elif len(named) > 1 and len(named) >= 0.7 * len(below):
        for child in node.children:
            yield from _tasks(text, child, anywhere=anywhere)
    else:
        yield _task(text, node, found)


def _may_assign(node: Node, kind: str | None, anywhere: bool) -> bool:
    if node.style == "text" and node.parent is None:
        return False
    if node.style == "text" and any(
        child.style != "text" for child in (node.parent or node).children
    ):
        return False
    if kind == sections.ASSIGNMENT or node.style == "article":
        return True
    return anywhere and node.style not in ("text", "dash", "plus")


def _agency(node: Node) -> tuple[str, str] | None:
    """Return (agency as named, part) if an item speaks to an agency first."""
    if node.style in ("roman", "part", "chapter", "capital"):
        return None
    text, part, told = node.text, "LEAD", False
    request = _REQUEST.match(text)
    order = _ORDER.match(text)
    if request:
        text, part, told = text[request.end() :], "REQUESTED", True
    elif order:
        text, told = text[order.end() :], True
    if not AGENCY.match(text):
        return _agency_inside(node.text)
    if not (text[0].isupper() or told):
        return None
    name = _name(re.sub(r"\s?\([^()]*\)", "", text))
    if name is None:
        return None
    body = node.text[node.text.find(name) + len(name) :].lstrip(" :,.-")
    if part == "LEAD" and _supports(body, node):
        part = "SUPPORT"
    return name, part


def _name(text: str) -> str | None:
    stops = [
        found.start()
        for found in (_LOW_VERB.search(text), _BODY_VERB.search(text))
        if found
    ]
    colon = re.search(r"\s?:(?:\s|$)", text)
    stops += [colon.start()] if colon else []
    if not stops and (len(text) > 220 or re.search(r"[;.]\s", text)):
        return None
    name = _APPOSITION.split(text[: min(stops)] if stops else text)[0]
    name = name.strip(" .,;:-")
    return name if 2 < len(name) <= 240 else None


def _agency_inside(text: str) -> tuple[str, str] | None:
    """ "Căn cứ Kế hoạch này, các sở, ban, ngành … xây dựng kế hoạch"."""
    found = _INSIDE.match(text)
    if not found or not AGENCY.match(found["agency"]):
        return None
    name = _name(found["agency"])
    return (name, "REQUESTED" if found["ask"] else "LEAD") if name else None


def _supports(body: str, node: Node) -> bool:
    below = [child for child in node.children if child.style != "text"]
    own = body or (node.children[0].text if len(node.children) == 1 else "")
    return not below and bool(_WITH_LEAD.match(own)) and "hủ trì" not in own


def _task(text: str, node: Node, who: tuple[str, str]) -> TaskDraft:
    whole = text[node.start : node.last]
    deadline, words = find_deadline(whole)
    span = Span(node.start, node.last)
    return TaskDraft(node.id, who[0], who[1], whole, span, deadline, words)


def _roles(text: str, node: Node) -> Iterator[TaskDraft]:
    """ "Cơ quan chủ trì: … Cơ quan phối hợp: …" under a solution."""
    for found in _ROLE.finditer(node.text):
        holder = (
            node if len(node.text) > 2 * len(found.group()) else node.parent or node
        )
        who = found["who"].split(", Cơ quan")[0].strip(" .,;")
        if not AGENCY.match(who):
            continue
        part = "LEAD" if found["role"].lower() == "chủ trì" else "SUPPORT"
        yield _task(text, holder, (who, part))
