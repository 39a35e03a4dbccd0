"""Symbols of documents as the four plans and the offices write them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.symbols import KINDS, BadSymbol, Symbol


@pytest.mark.parametrize(
    ("text", "number", "year", "kind", "body"),
    [
        ("21/KH-UBND", "21", None, "KH", "UBND"),
        ("8014/QĐ- BCA-H01", "8014", None, "QĐ", "BCA-H01"),
        ("28/2025/QĐ-TTg", "28", 2025, "QĐ", "TTg"),
        ("163/2024/QH15", "163", 2024, "", "QH15"),
        ("30-CT/TU", "30", None, "CT", "TU"),
        ("09- NQ/TU", "09", None, "NQ", "TU"),
        ("132-KL/TW", "132", None, "KL", "TW"),
        ("59-KH/ĐU", "59", None, "KH", "ĐU"),
        ("367/TTr-CAT-TM(CSMT)", "367", None, "TTr", "CAT-TM(CSMT)"),
        ("4026/UBND-VX", "4026", None, "CV", "UBND-VX"),
        ("803/VP-UB", "803", None, "CV", "VP-UB"),
        ("3524/BCA-C04", "3524", None, "CV", "BCA-C04"),
        ("03/2012/TTLT-BLĐTBXH-BYT-BCA", "03", 2012, "TTLT", "BLĐTBXH-BYT-BCA"),
        ("940/TB-V24-P9", "940", None, "TB", "V24-P9"),
        ("07/KH-BCĐ", "07", None, "KH", "BCĐ"),
        ("12a/KH-UBND", "12a", None, "KH", "UBND"),
    ],
)
def test_a_symbol_is_taken_apart_as_the_papers_write_it(text, number, year, kind, body):
    symbol = Symbol.parse(text)

    assert symbol == Symbol(number, year, kind, body, text)


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("8014/QĐ- BCA-H01", "8014/QĐ-BCA-H01"),
        ("745 /QĐ-UBND", "745/QĐ-UBND"),
        ("49-Ctr/TU", "49-CTr/TU"),
        ("Số: 21/KH-UBND", "21/KH-UBND"),
        ("Số 30 - CT/TU", "30-CT/TU"),
        ("21/KH–UBND", "21/KH-UBND"),
        ("21/kh-UBND", "21/KH-UBND"),
        ("4026/UBND-VX", "4026/UBND-VX"),
        ("21/CV-UBND", "21/CV-UBND"),
        ("163/2024/QH15", "163/2024/QH15"),
        ("28/2025/QĐ-TTg", "28/2025/QĐ-TTg"),
        ("8014/QĐ-BCA", "8014/QĐ-BCA"),
    ],
)
def test_slips_are_tidied_and_the_text_kept(text, tidy):
    symbol = Symbol.parse(text)

    assert symbol.text == tidy == str(symbol)
    assert symbol.raw.startswith(text[:2])


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("21/KH-UBND", "21-kh-ubnd"),
        ("07/KH-BCĐ", "07-kh-bcd"),
        ("8014/QĐ- BCA-H01", "8014-qd-bca-h01"),
        ("28/2025/QĐ-TTg", "28-2025-qd-ttg"),
        ("30-CT/TU", "30-ct-tu"),
        ("367/TTr-CAT-TM(CSMT)", "367-ttr-cat-tm-csmt"),
        ("4026/UBND-VX", "4026-ubnd-vx"),
    ],
)
def test_an_address_is_plain_letters(text, slug):
    assert Symbol.parse(text).slug() == slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1001/QĐ-TTg", "1001/2011/QĐ-TTg"),
        ("3122/QĐ-BCA", "3122/2010/QĐ-BCA"),
        ("8014/QĐ- BCA-H01", "8014/QĐ-BCA-H01"),
        ("07/KH-BCĐ", "7/KH-BCĐ"),
        ("36-CT/TW", "36/CT-TW"),
        ("49-Ctr/TU", "49-CTr/TU"),
    ],
)
def test_two_ways_of_citing_one_document_match(one, other):
    assert Symbol.parse(one).matches(Symbol.parse(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # 4026/UBND-VX cites both, of the same day: a question, not a match.
        ("07/KH-BCĐ", "07/KH-UBND"),
        ("21/KH-UBND", "21/QĐ-UBND"),
        ("28/2025/QĐ-TTg", "28/2010/QĐ-TTg"),
        ("10/KH-UBND", "1/KH-UBND"),
        ("12/ĐA-UBND", "12/DA-UBND"),
    ],
)
def test_different_documents_do_not_match(one, other):
    assert not Symbol.parse(one).matches(Symbol.parse(other))


@pytest.mark.parametrize(
    "text",
    ["", "KH-UBND", "21", "21/", "/KH-UBND", "21/2021", "56-TCVI", "1/2/3", "21-XYZ/TU",
     "<b>21</b>/KH-UBND", "9999999/KH-UBND"],
)  # fmt: skip
def test_what_is_no_symbol_is_refused_in_one_sentence(text):
    with pytest.raises(BadSymbol, match="không phải số, ký hiệu văn bản"):
        Symbol.parse(text)


def test_a_long_text_is_echoed_short():
    with pytest.raises(BadSymbol) as refused:
        Symbol.parse("x" * 5000)

    assert len(str(refused.value)) < 250


def test_a_decomposed_symbol_is_the_same():
    decomposed = unicodedata.normalize("NFD", "07/KH-BCĐUỶ")

    assert Symbol.parse(decomposed).body == "BCĐUỶ"


@given(
    st.integers(1, 99999),
    st.sampled_from(sorted(KINDS.values())),
    st.sampled_from(["UBND", "BCA-C04", "TTg", "BLĐTBXH-BYT"]),
    st.none() | st.integers(1945, 2099),
)
def test_a_tidy_symbol_reads_back_as_itself(number, kind, body, year):
    text = f"{number:02}/{f'{year}/' if year else ''}{kind}-{body}"

    symbol = Symbol.parse(text)

    assert symbol.text == text
    assert (symbol.kind, symbol.body) == (kind, body)
