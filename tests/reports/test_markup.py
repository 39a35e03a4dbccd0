"""Rows made in Python: what people wrote never becomes markup."""

from decimal import Decimal

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from accounts.journal import changeset
from reports.charts import Column, bullet, columns
from reports.drawing import drawn_bullet, drawn_columns
from reports.markup import filled, joined
from targets.models import Indicator, Target

HOSTILE = "<b>\"Số' & vụ</b>"
ESCAPED = "&lt;b&gt;&quot;Số&#x27; &amp; vụ&lt;/b&gt;"


@given(st.text())
def test_a_text_in_a_pattern_stays_a_text(text):
    made = filled('<td title="{}">{}</td>', text, SafeString("<i></i>"))

    inside = made.removeprefix('<td title="').removesuffix('"><i></i></td>')
    assert not set(inside) & set("<>\"'")


def test_what_looks_like_a_place_is_no_place():
    assert filled("<td>{}</td>", "{0}{x}") == "<td>{0}{x}</td>"


def test_plain_text_between_markup_is_escaped():
    assert joined([SafeString("<tr>"), HOSTILE]) == f"<tr>{ESCAPED}"


def test_the_words_of_a_bullet_are_escaped():
    chart = bullet(
        key="k", title=HOSTILE, description=HOSTILE, done=Decimal(3), quota=Decimal(4)
    )

    drawn = drawn_bullet(chart)

    assert drawn.count(ESCAPED) == 2
    assert HOSTILE not in drawn


def test_the_words_of_columns_are_escaped():
    chart = columns(
        key="k",
        title=HOSTILE,
        description=HOSTILE,
        items=[Column(label=HOSTILE, value=Decimal(3), text=HOSTILE, before=None)],
        level=2,
        level_text=HOSTILE,
        before_text=HOSTILE,
    )

    drawn = drawn_columns(chart)

    assert drawn.count(ESCAPED) == 6
    assert HOSTILE not in drawn


@pytest.mark.parametrize(
    ("address", "status"), [("/units/d002/", 200), ("/overview/", 403), ("/", 200)]
)
def test_the_names_of_targets_are_escaped_in_every_table(
    quarters, as_user, address, status
):
    with changeset(by=None, what="Đổi tên") as change:
        for row in Indicator.objects.all():
            row.short_name = row.measure_unit = HOSTILE
            change.save(row)
        for target in Target.objects.all():
            target.group = target.paragraph = HOSTILE[:20]
            change.save(target)

    whole = as_user("lanhdao").get(address)
    own = as_user("hoankiem").get(address)

    assert (whole.status_code, own.status_code) == (200, status)
    for page in (whole, own) if status == 200 else (whole,):
        assert "&lt;b&gt;" in page.content.decode()
        assert "<b>" not in page.content.decode()
