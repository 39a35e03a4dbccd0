"""Running totals as values: what follows from them, and when nothing does."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.edits import EMPTY, BadEdit, CellEdit, Content, Spec, applied
from targets.kinds import IndicatorKind
from targets.running import SUMMED, Before, NoPeriodFigure, derived

counts = st.integers(0, 10**9).map(Decimal)


def year(*values):
    labels = ["Quý I/2021", "Quý II/2021", "Quý III/2021"]
    numbers = [None if v is None else Decimal(v) for v in values]
    return Before(tuple(zip(labels, numbers, strict=False)))


def spec(kind=IndicatorKind.FLOW, decimals=0):
    return Spec(code="cases", name="Vụ án", kind=kind, decimals=decimals)


def typed(total, *, before, old=EMPTY, **parts):
    edit = CellEdit(indicator="cases", stated_total=total, **parts)
    return applied(edit, spec(), old, before=before)


@given(st.lists(counts, max_size=3), counts)
def test_the_period_and_what_was_before_make_the_total_again(before, own):
    total = sum(before, own)

    found = derived(IndicatorKind.FLOW, total, year(*before))

    assert found == own


def test_the_first_period_of_a_year_is_its_own_running_total():
    assert derived(IndicatorKind.FLOW, Decimal(32), Before()) == 32


def test_a_total_below_the_one_before_is_refused_with_both_numbers():
    with pytest.raises(NoPeriodFigure, match=r"lũy kế 50 nhỏ hơn .* 62"):
        derived(IndicatorKind.FLOW, Decimal(50), year(32, 30))


def test_a_period_that_was_not_reported_is_not_taken_for_zero():
    with pytest.raises(NoPeriodFigure, match="Quý II/2021 chưa có số"):
        derived(IndicatorKind.FLOW, Decimal(50), year(32, None))


@pytest.mark.parametrize("kind", [k for k in IndicatorKind if k not in SUMMED])
def test_a_state_at_a_day_has_no_running_total(kind):
    with pytest.raises(NoPeriodFigure, match="không cộng theo kỳ"):
        derived(kind, Decimal(50), Before())


def test_the_total_stays_beside_the_figure_it_gave():
    assert typed("1.062", before=year(1000)) == Content(
        value=Decimal(62), stated_total=Decimal(1062)
    )


def test_typing_the_period_itself_forgets_the_total():
    old = Content(value=Decimal(62), stated_total=Decimal(94))
    edit = CellEdit(indicator="cases", value="60")

    assert applied(edit, spec(), old) == Content(value=Decimal(60))


def test_the_same_figure_again_or_a_note_leaves_the_total():
    old = Content(value=Decimal(62), stated_total=Decimal(94))
    edit = CellEdit(indicator="cases", value="62", note="đã đối chiếu")

    assert applied(edit, spec(), old).stated_total == 94


@pytest.mark.parametrize("blank", ["", "-", None])
def test_a_blank_total_clears_the_figure(blank):
    old = Content(value=Decimal(62), stated_total=Decimal(94))

    assert typed(blank, before=year(32), old=old) is EMPTY


def test_a_total_and_a_figure_at_once_are_refused():
    with pytest.raises(BadEdit, match="không nhập cả hai"):
        typed("94", before=year(32), value="62")


def test_the_reason_of_a_refused_total_is_the_sentence_of_the_rule():
    with pytest.raises(BadEdit, match="Quý I/2021 chưa có số"):
        typed("94", before=year(None))


def test_words_have_no_running_total():
    edit = CellEdit(indicator="cases", stated_total="94")

    with pytest.raises(BadEdit, match="không có lũy kế"):
        applied(edit, spec(IndicatorKind.QUALITATIVE), EMPTY)
