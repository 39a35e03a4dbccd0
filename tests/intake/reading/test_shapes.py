"""Shapes of a page that hide a paper's own: long lines, gaps, drawn numbers, spans."""

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from intake.docx_text import docx_to_text
from intake.html_text import html_to_text
from intake.reading import read_plan_text
from intake.reading.flattened import part_long_lines
from intake.reading.glyphs import tidy, vocabulary
from intake.reading.letterhead import part_gaps
from intake.reading.tables import resolve, tabbed
from intake.reading.targets import TargetDraft

HEAD = """ỦY BAN NHÂN DÂN
TỈNH SƠN HÀ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND
Sơn Hà, ngày 15 tháng 01 năm 2026
KẾ HOẠCH
PHÒNG, CHỐNG MA TÚY NĂM 2026
"""


def targets_of(body: str) -> list[TargetDraft]:
    return list(read_plan_text(HEAD + "I. CHỈ TIÊU\n" + body).targets)


def test_paper_copied_as_one_line_is_parted_again():
    body = (
        "I. CHỈ TIÊU\n1. Bắt ít nhất 50 vụ.\n2. Lập 30 hồ sơ.\nII. TỔ CHỨC THỰC HIỆN\n"
    )
    body += (
        "1. Công an tỉnh chủ trì.\n1.1. Rà soát.\n1.2. Báo cáo.\n2. Sở Y tế điều trị.\n"
    )
    long = HEAD + body + "3. Sở Tư pháp tuyên truyền. " + "Phòng, chống ma túy. " * 60

    draft = read_plan_text(" ".join(long.split()))

    assert draft.document.symbol == "12/KH-UBND"
    assert [(t.paragraph, t.value) for t in draft.targets] == [
        ("I.1", "50"),
        ("I.2", "30"),
    ]
    assert [t.paragraph for t in draft.tasks] == ["II.1", "II.2", "II.3"]


def test_a_long_paragraph_without_openings_stays_whole():
    assert part_long_lines(["ma túy " * 400]) == ["ma túy " * 400]


def test_signature_beside_the_recipients_goes_below_them():
    lines = ["Nơi nhận:          KT. CHỦ TỊCH", "- Như trên;        PHÓ CHỦ TỊCH"]

    assert part_gaps(lines) == [
        "Nơi nhận:",
        "- Như trên;",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
    ]
    assert part_gaps(["Nơi nhận:", "- A;      - B;"]) == ["Nơi nhận:", "- A;      - B;"]


def test_joined_words_are_parted_by_the_words_the_paper_uses():
    known = vocabulary(["chống ma túy ngày 09", "HĐND và UBND tỉnh ngày"])

    assert tidy("ma túyngày 09", known) == "ma túy ngày 09"
    assert tidy("UBNDngày 26", known) == "UBND ngày 26"


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("Quyết định số 282/QĐ TTg", "Quyết định số 282/QĐ-TTg"),
        ("Chỉ thị số 36 CT/TW", "Chỉ thị số 36-CT/TW"),
        ("165/2008/QĐ TTg ngày", "165/2008/QĐ-TTg ngày"),
        ("12 CT các loại", "12 CT các loại"),
    ],
)
def test_symbols_that_lost_a_hyphen_get_it_back(written, mended):
    assert tidy(written) == mended


def test_two_tables_of_piped_cells_are_both_rebuilt():
    cells = ["STT", "Đơn vị", "Số vụ", "1", "Xã A", "10", "2", "Xã B", "20"]
    lines = [part for cell in cells for part in (cell, "|")]

    rows = [line for line in resolve([*lines, "PHỤ LỤC 2", *lines]) if " | " in line]

    assert rows == ["STT | Đơn vị | Số vụ", "1 | Xã A | 10", "2 | Xã B | 20"] * 2


def test_piped_table_of_words_is_cut_by_its_running_numbers():
    cells = ["STT", "Nội dung", "Chủ trì", "Phối hợp"]
    cells += ["1", "Rà soát người nghiện", "Công an tỉnh", "Sở Y tế"]
    cells += ["2", "Tập huấn cán bộ xã", "Sở Y tế", ""]
    lines = [part for cell in cells for part in (cell, "|")]

    tasks = read_plan_text(HEAD + "\n".join(lines)).tasks

    assert [(t.paragraph, t.agency, t.part) for t in tasks] == [
        ("1", "Công an tỉnh", "LEAD"),
        ("1", "Sở Y tế", "SUPPORT"),
        ("2", "Sở Y tế", "LEAD"),
    ]


def test_tabs_part_cells_only_where_a_row_is_meant():
    assert tabbed("\tCộng\t280") == "|  | Cộng | 280 |"
    assert tabbed("ỦY BAN NHÂN DÂN\t\tCỘNG HÒA") == "ỦY BAN NHÂN DÂN\t\tCỘNG HÒA"


def test_rows_of_a_table_go_on_past_a_page_break_and_a_group_name():
    table = "TT | Đơn vị | Số vụ\n1 | Xã A | 10\nCác phường\n2 | Phường B | 20\n"

    annex = read_plan_text(HEAD + table).annex

    assert [row.unit for row in annex.rows] == ["Xã A", "Phường B"]


def test_table_without_running_numbers_is_a_quota_table_too():
    table = "Đơn vị | Số vụ | Hồ sơ\nXã A | 10 | 2\nXã B | 20 | -\nTổng cộng | 30 | 2\n"

    annex = read_plan_text(HEAD + table).annex

    assert annex.columns == ("Số vụ", "Hồ sơ")
    assert [row.values for row in annex.rows] == [("10", "2"), ("20", None)]
    assert annex.totals == ("30", "2")


def test_the_table_of_targets_comes_first_and_the_others_after():
    body = "Phụ lục 1\nDỰ TOÁN\nTT | Đơn vị | Tiền\n1 | Xã A | 5\n2 | Xã B | 6\nhết\n"
    body += (
        "Phụ lục 2\nGIAO CHỈ TIÊU\nTT | Đơn vị | Số vụ\n1 | Xã A | 1\n2 | Xã B | 2\n"
    )

    draft = read_plan_text(HEAD + body)

    assert draft.annex.columns == ("Số vụ",)
    assert [one.columns for one in draft.annexes] == [("Tiền",)]


def test_spanned_cells_of_a_web_table_are_repeated():
    page = """<table><tr><th rowspan=2>STT</th><th rowspan="2">Đơn vị</th>
    <th colspan="2">Hồ sơ</th></tr><tr><th>Bắt buộc</th><th>Tự nguyện</th></tr>
    <tr><td>1</td><td>Xã A</td><td colspan="x">2</td><td>3</td></tr></table>"""

    lines = [line for line in html_to_text(page).split("\n") if line]

    assert lines == [
        "| STT | Đơn vị | Hồ sơ | Hồ sơ |",
        "| STT | Đơn vị | Bắt buộc | Tự nguyện |",
        "| 1 | Xã A | 2 | 3 |",
    ]


def numbered_word_paper(path: Path) -> Path:
    """Save a paper whose numbers Word draws: I., 1., a), -, A., i., 01."""
    document = Document()
    forms = [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)")]
    forms += [("bullet", ""), ("upperLetter", "%5."), ("lowerRoman", "%6.")]
    forms += [("decimalZero", "%7"), ("decimal", "%2.%8")]
    root = document.part.numbering_part.element
    abstract, number = OxmlElement("w:abstractNum"), OxmlElement("w:num")
    abstract.set(qn("w:abstractNumId"), "90")
    for at, (form, text) in enumerate(forms):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(at))
        for tag, value in (("w:numFmt", form), ("w:lvlText", text)):
            level.append(valued(tag, value))
        abstract.append(level)
    root.insert(0, abstract)
    number.set(qn("w:numId"), "90")
    number.append(valued("w:abstractNumId", "90"))
    root.append(number)
    for at in (0, 1, 1, 2, 3, 4, 5, 6, 7, 0, 1, 8):
        properties = document.add_paragraph(f"mức {at}")._p.get_or_add_pPr()
        place = OxmlElement("w:numPr")
        place.append(valued("w:ilvl", str(at)))
        place.append(valued("w:numId", "90"))
        properties.append(place)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Nơi nhận:\n- Như trên"
    table.cell(0, 1).text = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"
    document.save(str(path))
    return path


def valued(tag: str, value: str) -> object:
    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    return element


def test_numbers_that_word_draws_stand_before_their_paragraphs(tmp_path):
    lines = docx_to_text(numbered_word_paper(tmp_path / "a.docx")).text.split("\n")

    labels = [line.removesuffix(f"mức {line[-1]}").strip() for line in lines[:12]]
    assert labels == [
        *("I.", "1.", "2.", "a)", "-", "A.", "i.", "01", "2.1", "II.", "1.", ""),
    ]
    assert [line for line in lines[12:] if line] == [
        *("Nơi nhận:", "- Như trên", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ]


@pytest.mark.parametrize(
    ("goal", "comparator", "strict"),
    [
        ("Số vụ phát hiện tăng trên 3%", "GROW_BY", True),
        ("Số vụ phát hiện tăng ít nhất 3%", "GROW_BY", False),
        ("Số người nghiện giảm hơn 3%", "REDUCE_BY", True),
        ("Trên 3% số xã", "MORE_THAN", False),
    ],
)
def test_a_change_to_be_passed_is_told_from_one_to_be_reached(goal, comparator, strict):
    (target,) = targets_of(f"1. {goal}.\n")

    assert (target.comparator, target.strict) == (comparator, strict)


def test_a_fall_from_one_figure_to_another_keeps_the_first_as_baseline():
    (target,) = targets_of("1. Số xã trọng điểm giảm từ 12 xã xuống còn 05 xã.\n")

    assert (target.value, target.comparator, target.baseline) == ("5", "AT_MOST", "12")


def test_parts_are_tied_to_the_whole_they_are_listed_under():
    parts = targets_of(
        "1. Cai nghiện cho 900 người, trong đó:\n- Bắt buộc: 600 người;\n"
        "- Tự nguyện: 30%.\n2. Mở 05 lớp cho 300 cán bộ.\n"
    )

    assert [(t.value, t.part_of, t.kind) for t in parts] == [
        ("900", None, "FLOW"),
        ("600", 0, "FLOW"),
        ("30", 0, "SHARE"),
        ("5", None, "FLOW"),
        ("300", None, "FLOW"),
    ]


def test_last_years_share_of_its_plan_is_no_target():
    assert (
        len(targets_of("1. Lập 220 hồ sơ, đạt 110% so với kế hoạch năm 2021.\n")) == 1
    )
