"""Words are Vietnamese, unless a page is read in another language."""

import pytest

from sheets.wording import (
    Words,
    again,
    gettext,
    on_paper,
    pgettext,
    read_with,
    written_for,
)

ENGLISH = {
    ("", "{unit} chưa nộp {period}."): "{unit} has not submitted {period}.",
    ("period", "Quý I/{year}"): "Q1 {year}",
    ("status", "Đạt"): "Met",
}
STATE = Words("status", {"MET": "Đạt", "LATE": "Quá hạn"})


def english(context, text):
    return ENGLISH.get((context, text), text)


def quarter():
    return pgettext("period", "Quý I/{year}", year=2021)


def sentence():
    return gettext("{unit} chưa nộp {period}.", unit="Hoàn Kiếm", period=quarter())


def test_a_sentence_is_vietnamese_by_itself():
    assert sentence() == "Hoàn Kiếm chưa nộp Quý I/2021."
    assert type(sentence()) is str


def test_a_page_is_read_in_its_readers_words():
    with read_with(english):
        assert sentence() == "Hoàn Kiếm has not submitted Q1 2021."

    assert sentence() == "Hoàn Kiếm chưa nộp Quý I/2021."


def test_what_may_be_written_is_vietnamese_and_can_be_said_again():
    with written_for(english):
        said = sentence()

        assert said == "Hoàn Kiếm chưa nộp Quý I/2021."
        assert again(said) == "Hoàn Kiếm has not submitted Q1 2021."


def test_a_sentence_put_together_elsewhere_is_left_as_it_is():
    with written_for(english):
        assert again(f"{sentence()} Hết.") == "Hoàn Kiếm chưa nộp Quý I/2021. Hết."


def test_for_a_vietnamese_reader_nothing_is_said_again():
    with written_for(english):
        said = sentence()

    assert again(said) == "Hoàn Kiếm chưa nộp Quý I/2021."


@pytest.mark.parametrize("reading", [read_with, written_for])
def test_a_paper_made_inside_an_english_page_is_vietnamese(reading):
    with reading(english), on_paper():
        assert sentence() == "Hoàn Kiếm chưa nộp Quý I/2021."
        assert type(sentence()) is str


def test_a_page_goes_on_in_its_language_after_a_paper():
    with read_with(english):
        with on_paper():
            pass

        assert quarter() == "Q1 2021"


def test_braces_in_a_sentence_without_places_are_its_own():
    assert gettext("Dạng JSON {tên: giá trị}.") == "Dạng JSON {tên: giá trị}."


def test_a_table_is_said_when_it_is_read():
    with read_with(english):
        assert STATE["MET"] == "Met"
        assert dict(STATE) == {"MET": "Met", "LATE": "Quá hạn"}

    assert list(STATE.items()) == [("MET", "Đạt"), ("LATE", "Quá hạn")]


def test_a_table_knows_its_codes():
    assert "MET" in STATE
    assert "NONE" not in STATE
    assert STATE.get("NONE", "") == ""
    assert len(STATE) == 2


def test_a_word_of_a_table_may_have_places():
    periods = Words("period", {"Q1": "Quý I/{year}"})

    with read_with(english):
        assert periods.say("Q1", year=2021) == "Q1 2021"

    assert periods.say("Q1", year=2021) == "Quý I/2021"
