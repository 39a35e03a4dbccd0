"""What the web site put around the paper: menus before it, comments after it."""

from __future__ import annotations

import re

from intake.reading.glyphs import CAPITAL, fold
from intake.reading.lines import is_upper
from intake.reading.vocabulary import KINDS

_ISSUER = re.compile(
    r"(?:ủy|ủy ban|ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|ban chỉ đạo|tỉnh ủy"
    r"|thành ủy"
    r"|huyện ủy|quận ủy|thị ủy|đảng ủy|đảng bộ|ban thường vụ|công an|bộ|sở|thủ tướng"
    r"|chính phủ"
    r"|quốc hội|cục|chi cục|ủy ban quốc gia|văn phòng|viện kiểm sát|tòa án|ban)\b"
)
_CREST = re.compile(r"(?:cộng(?: hòa.*)?|đảng cộng sản.*|số\b.*)$")
_NUMBER_LINE = re.compile(r"số ?:? ?\d*[ \w-]*/")
META = re.compile(
    r"(?:Số (?:ký )?hiệu|Ngày ban hành|Người ký|Loại văn bản|(?:Cơ quan"
    r"|Nơi) ban hành)\b ?:? ?\S"
)
_CAPTION = re.compile(
    rf"(?:{'|'.join(KINDS)}) (?:số )?\d{{1,5}}[/-]\S+ (?:năm|ngày|về|thực|ban|của)\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?:T\s?M|K\s?T|TL|TUQ|T/M|K/T)\s?[./]\s?\S")
_ANNEX = re.compile(
    r"(?:PHỤ LỤC|BIỂU|BẢNG|DANH SÁCH|DANH MỤC|KẾ HOẠCH|ĐỀ ÁN|CHƯƠNG TRÌNH|QUY "
    r"|TIÊU CHÍ|CHỈ TIÊU"
    r"|HƯỚNG DẪN|Phụ lục|Biểu \w|\(?(?:Ban hành )?[Kk]èm theo|Nơi nhận|NƠI NHẬN)"
)
_NOTE = re.compile(rf"(?:\[\d{{1,2}}\]|\(\d{{1,2}}\)|\d{{1,2}}) [{CAPITAL}“\"]")
_DEBRIS = re.compile(
    r"(?:đăng nhập|đăng ký|trang chủ|bình luận|viết bình luận|liên hệ|bản quyền"
    r"|hotline|tải về"
    r"|tải văn bản|in bài|in văn bản|chia sẻ|văn bản liên quan|vb liên quan|lược đồ"
    r"|gửi phản hồi"
    r"|copyright|©|thuộc tính|ý kiến của bạn|quay lại|- ?\d+ ?(?:luật|nghị|quyết"
    r"|thông)|lưu trữ"
    r"|theo dõi|hỏi đáp|tin liên quan|tin cùng|bài viết liên quan|tags?\b|từ khóa"
    r"|xem thêm|menu\b"
    r"|về trang|lên đầu|chính sách bảo mật|điều khoản sử dụng|mọi thông tin|email\b"
    r"|điện thoại"
    r"|website|giấy phép|thư viện pháp luật|hệ thống pháp luật|facebook|zalo|youtube"
    r"|tiếng anh"
    r"|tài khoản|quên mật khẩu|văn bản gốc|nội dung mix|cập nhật lúc|lượt xem"
    r"|số lượt|©|file đính"
    r"|các tin khác|văn bản khác|văn bản cùng|thông báo khi|bạn chưa|lưu ý ?:"
    r"|protected by)"
)


def without_head(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the site's caption and data lines (symbol, signer …), and the paper."""
    start = _letterhead(lines)
    if start is None:
        return [], lines
    head = lines[:start]
    data = [line for line in head if META.match(line)]
    caption = next((line for line in head if _CAPTION.match(line)), None)
    return ([caption, *data] if caption else data), lines[start:]


def _letterhead(lines: list[str]) -> int | None:
    filled = [(i, fold(line)) for i, line in enumerate(lines) if line]
    for place, (i, key) in enumerate(filled):
        if _ISSUER.match(key) and is_upper(lines[i]):
            near = filled[place + 1 : place + 7]
            if any(_CREST.match(line) for _, line in near):
                return i
    numbered = [i for i, key in filled if _NUMBER_LINE.match(key)]
    return numbered[0] if numbered else None


def without_tail(paragraphs: list[str]) -> list[str]:
    """Drop what follows the signature, except annexes, attachments and notes."""
    signed = [i for i, line in enumerate(paragraphs) if _SIGNED.match(line)]
    if not signed:
        middle = len(paragraphs) // 2
        return paragraphs[: _first_debris(paragraphs, middle)]
    name = _signer_line(paragraphs, signed[-1])
    kept = paragraphs[: name + 1]
    rest = paragraphs[name + 1 :]
    for place, line in enumerate(rest):
        if _ANNEX.match(line) or _NOTE.match(line) or " | " in line:
            tail = rest[place:]
            return kept + tail[: _first_debris(tail, 0)]
    return kept


def _first_debris(paragraphs: list[str], start: int) -> int:
    for i in range(start, len(paragraphs)):
        if len(paragraphs[i]) < 90 and _DEBRIS.match(fold(paragraphs[i])):
            return i
    return len(paragraphs)


def _signer_line(paragraphs: list[str], signed: int) -> int:
    """Return the place of the last line of the signature: a name, or the capacity."""
    last = signed
    for i in range(signed + 1, min(signed + 8, len(paragraphs))):
        line = paragraphs[i]
        if is_upper(line) and not _ANNEX.match(line):
            last = i
        elif _is_name(line):
            return i
        elif not line.startswith("("):
            break
    return last


def _is_name(line: str) -> bool:
    words = line.replace(".", " ").split()
    return 2 <= len(words) <= 9 and all(w[0].isupper() for w in words[-2:])
