import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets.folding import contains_words, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ứng Hòa", "Ứng Hoà"),
        ("HỒ SƠ\nCAI NGHIỆN", "Hồ sơ  cai nghiện"),
        ("Tủy", "Tuỷ"),
        ("Ðơn vị", "Đơn vị"),
        ("Đơn\u200b vị:", "đơn vị"),
        ("ma túy", "Ma tuý"),
    ],
)
def test_spellings_of_the_same_words_fold_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Ba Vì", "Ba Vi"), ("Đông", "Dông"), ("tổ", "tồ")]
)
def test_other_words_stay_apart(one, other):
    assert fold(one) != fold(other)


def test_only_whole_words_are_found():
    assert contains_words(fold("Số vụ án khám phá"), fold("vụ án"))
    assert not contains_words(fold("Dịch vụ ánh sáng"), fold("vụ án"))
    assert not contains_words(fold("Số vụ"), "")


@given(st.text(max_size=40))
def test_composed_and_decomposed_text_fold_alike(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(
        unicodedata.normalize("NFD", text)
    )
