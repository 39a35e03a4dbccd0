"""Columns are found by the catalogue's words in the titles offices really write."""

from __future__ import annotations

import pytest

from intake.columns import Wanted, signature, wishes_for
from sheets.headers import Column, Header

CASES = Wanted(
    "cases",
    "Số vụ án ma túy bắt giữ, xử lý hình sự",
    "Vụ án ma túy",
    "vụ",
    "Công tác đấu tranh",
)
FILES = Wanted(
    "rehab-files",
    "Hồ sơ đưa người nghiện vào cơ sở cai nghiện bắt buộc",
    "Hồ sơ cai nghiện bắt buộc",
    "hồ sơ",
    "Công tác cai nghiện",
)
TRADE = Wanted(
    "cases-trafficking",
    "Trong đó: số vụ mua bán, vận chuyển trái phép chất ma túy",
    "Mua bán, vận chuyển",
    "vụ",
    "Công tác đấu tranh",
    is_part=True,
    required=False,
)


def header(*paths: str | tuple[str, ...]) -> Header:
    whole = [(p,) if isinstance(p, str) else p for p in ("TT", "Đơn vị", *paths)]
    return Header(1, 1, tuple(Column(n, path) for n, path in enumerate(whole, 1)))


def found(*paths: str | tuple[str, ...], wanted=(CASES, FILES), told=None) -> dict:
    """Indicator → titles of the columns that answer it."""
    wishes = wishes_for([header(*paths)], wanted, told)
    return {wish.key: wish.keywords for wish in wishes}


@pytest.mark.parametrize(
    ("cases", "files"),
    [
        ("Số vụ án khám phá", "Hồ sơ cai nghiện bắt buộc"),
        ("Vụ án ma túy", "Hồ sơ"),
        ("SỐ VỤ", "SỐ HỒ SƠ CAI NGHIỆN"),
        ("Công tác đấu tranh (vụ)", "Công tác cai nghiện (hồ sơ)"),
        (("Chỉ tiêu giao", "Số vụ án"), ("Chỉ tiêu giao", "Hồ sơ cai nghiện")),
        (
            "CÔNG TÁC ĐẤU TRANH\n(Bắt giữ xử lý hình sự trong đó có 50% vụ có tính "
            "chất mua bán, vận chuyển trái phép chất ma túy)",
            "CÔNG TÁC CAI NGHIỆN\n(Lập hồ sơ cai nghiện bắt buộc đưa vào Cơ sở cai "
            "nghiện trong đó có 50% người có hộ khẩu Hà Nội)",
        ),
    ],
)
def test_the_two_columns_of_the_annex_are_found_however_they_are_titled(cases, files):
    answer = found(cases, files)

    def title(path) -> str:
        texts = (path,) if isinstance(path, str) else path
        return " / ".join(" ".join(text.split()) for text in texts)

    assert answer == {"cases": (title(cases),), "rehab-files": (title(files),)}


def test_words_after_trong_do_speak_of_a_part_and_not_of_the_column():
    title = "Công tác đấu tranh (trong đó có 50% vụ mua bán, vận chuyển)"

    answer = found(title, "Hồ sơ", wanted=(CASES, FILES, TRADE))

    assert answer["cases"] == (title,)
    assert answer["cases-trafficking"] == (TRADE.name,)  # nothing answers: its own name


def test_a_column_of_its_own_for_the_part_is_the_parts():
    answer = found(
        ("Vụ án ma túy", "Tổng số"),
        ("Vụ án ma túy", "Trong đó mua bán, vận chuyển"),
        wanted=(CASES, TRADE),
    )

    assert answer["cases"] == ("Vụ án ma túy / Tổng số",)
    assert answer["cases-trafficking"] == (
        "Vụ án ma túy / Trong đó mua bán, vận chuyển",
    )


def test_two_columns_that_answer_alike_are_both_named_so_that_a_person_is_asked():
    answer = found(("Số vụ án", "Giao"), ("Số vụ án", "Đạt"), "Hồ sơ")

    assert answer["cases"] == ("Số vụ án / Giao", "Số vụ án / Đạt")


def test_what_a_person_said_stands_over_every_guess():
    answer = found("Số vụ án", "Cột lạ", "Hồ sơ", told={"cases": "Cột lạ"})

    assert answer["cases"] == ("Cột lạ",)


def test_headers_with_the_same_titles_have_one_signature_whatever_the_spelling():
    assert signature(header("Số vụ", "Hồ sơ")) == signature(header("SỐ  VỤ", "Hồ Sơ"))
    assert signature(header("Số vụ")) != signature(header("Hồ sơ"))


def test_a_column_of_percents_never_answers_for_a_number_of_things():
    answer = found(("Số vụ án", "Thực hiện"), ("Số vụ án", "Tỷ lệ (%)"), "Hồ sơ")

    assert answer["cases"] == ("Số vụ án / Thực hiện",)


def test_a_share_that_is_asked_for_is_found_in_its_column():
    share = Wanted("share", "Tỷ lệ khám phá", "Tỷ lệ khám phá", "%")

    answer = found("Số vụ án", "Tỷ lệ khám phá", "Hồ sơ", wanted=(CASES, share))

    assert answer["share"] == ("Tỷ lệ khám phá",)
