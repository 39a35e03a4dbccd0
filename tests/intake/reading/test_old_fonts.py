"""TCVN3 and VNI: the letters come back; Unicode text is left alone."""

import unicodedata
from pathlib import Path

import pytest

from intake.plan_file import decode
from intake.reading import read_plan_text
from intake.reading.old_fonts import _TCVN3, _from_vni, modern

FORMS = Path(__file__).parents[2] / "documents/forms"
TEXT = (FORMS / "cong-an-2023-hai-phu-luc.txt").read_text(encoding="utf-8")
BACK = {letter: chr(code) for code, letter in _TCVN3.items()}
VOWELS = "aeouy"
VNI_MARKS = "ùøûõïâáàåãäêéèúüë"


def in_tcvn3(text: str) -> str:
    """Type a text in TCVN3; capitals with tones are small letters in its font."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(BACK.get(c, BACK.get(c.lower(), c)) for c in composed)


def in_vni(text: str) -> str:
    """Type a text in VNI-Windows: each letter by what its pair converts to."""
    pairs = [base + mark for base in (*VOWELS, "ô", "ö") for mark in VNI_MARKS]
    single = ["ô", "ö", "ñ", "æ", "ó", "ò", "î"]
    typed = {"í": "í", "ì": "ì"}
    for way in (*pairs, *single):
        letter = _from_vni_or_none(way)
        if letter and len(letter) == 1:
            typed.setdefault(letter, way)
    composed = unicodedata.normalize("NFC", text)
    return "".join(_typed(letter, typed) for letter in composed)


def _typed(letter: str, typed: dict[str, str]) -> str:
    way = typed.get(letter.lower(), letter)
    return way.upper() if letter.isupper() and letter.lower() in typed else way


def _from_vni_or_none(way: str) -> str | None:
    try:
        return _from_vni(way)
    except KeyError:
        return None


@pytest.mark.parametrize(
    ("font", "typed"), [("TCVN3", in_tcvn3(TEXT)), ("VNI", in_vni(TEXT))]
)
def test_text_of_an_old_font_comes_back_letter_by_letter(font, typed):
    text, name = modern(typed)

    assert name == font
    assert text.lower() == unicodedata.normalize("NFC", TEXT).lower()


@pytest.mark.parametrize("typed", [in_tcvn3(TEXT), in_vni(TEXT)])
def test_paper_of_an_old_font_is_read_and_its_capitals_asked_about(typed):
    draft = read_plan_text(typed)

    assert draft.document.symbol == "1520/KH-CAT-PC04"
    assert draft.document.issuer == "Công an tỉnh Bình Sơn"
    assert (len(draft.targets), len(draft.annex.rows)) == (12, 5)
    assert [q.code for q in draft.questions] == ["OLD_FONT"]
    assert "Unicode" in draft.questions[0].message


def test_unicode_text_and_western_words_are_left_alone():
    assert modern(TEXT) == (TEXT, None)
    assert modern("Café à la carte") == ("Café à la carte", None)
    western = "Übung für größere Häuser über schöne Bäume"
    assert modern(western) == (western, None)


def test_bytes_of_an_old_font_are_told_from_those_of_windows():
    old = decode(in_tcvn3(TEXT).encode("latin-1", "replace"))

    assert modern(old)[1] == "TCVN3"
