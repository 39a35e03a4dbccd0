"""What portals, mail and copying do to a paper's text, one wound at a time."""

import re
import textwrap
import unicodedata
from collections.abc import Callable


def wrapped(width: int) -> Callable[[str], str]:
    """Break lines at a page width, leaving table rows whole."""

    def wound(text: str) -> str:
        lines: list[str] = []
        for line in text.split("\n"):
            whole = "|" in line or "\t" in line
            parts = textwrap.wrap(
                line, width, break_long_words=False, break_on_hyphens=False
            )
            lines += [line] if whole or not parts else parts
        return "\n".join(lines)

    return wound


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def double_blanks(text: str) -> str:
    return text.replace(" ", "  ")


def hard_blanks(text: str) -> str:
    return text.replace(" ", "\u00a0")


def doubled_lines(text: str) -> str:
    return text.replace("\n", "\n\n")


def closed_up(text: str) -> str:
    return re.sub(r"\n\s*\n+", "\n", text)


def in_a_web_page(text: str) -> str:
    menu = "Trang chủ\nGiới thiệu\nVăn bản pháp luật\nĐăng nhập\n"
    foot = "\nTải về\nVăn bản liên quan\nBình luận\n- 1Luật phòng, chống ma túy 2021\n"
    return menu + text + foot


def paged(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        line if place % 37 else f"{line}\n\n{place // 37 + 1}\n"
        for place, line in enumerate(lines, 1)
    )


def old_tones(text: str) -> str:
    pairs = (("òa", "oà"), ("úy", "uý"), ("ủy", "uỷ"), ("Ủy", "Uỷ"))
    for new, old in pairs:
        text = text.replace(new, old)
    return text


WOUNDS = {
    "wrapped at 55": wrapped(55),
    "wrapped at 70": wrapped(70),
    "wrapped at 95": wrapped(95),
    "decomposed": decomposed,
    "double blanks": double_blanks,
    "hard blanks": hard_blanks,
    "doubled lines": doubled_lines,
    "closed up": closed_up,
    "in a web page": in_a_web_page,
    "paged": paged,
    "old tones": old_tones,
    "windows ends": lambda text: text.replace("\n", "\r\n"),
}
