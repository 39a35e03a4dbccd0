"""What a page of the desk costs, whatever the number of rows."""

from __future__ import annotations

import pytest

from tests.intake.papers import confirm, official, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "private"
    return official(tmp_path / "phu-luc.xlsx")


def test_the_desk_and_the_preview_ask_a_fixed_number_of_questions(
    as_user, paper, django_assert_max_num_queries
):
    desk = as_user("quantri")
    url = send(desk, paper).url

    with django_assert_max_num_queries(16):
        desk.get("/import/")
    with django_assert_max_num_queries(16):
        desk.get(url)


def test_an_import_of_31_rows_does_not_ask_row_by_row(
    as_user, paper, django_assert_max_num_queries
):
    desk = as_user("quantri")

    with django_assert_max_num_queries(22):
        token = send(desk, paper, json=True).json()["token"]
    with django_assert_max_num_queries(40):
        confirm(desk, token)
