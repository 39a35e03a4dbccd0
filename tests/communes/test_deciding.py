"""Decisions entered from their documents."""

import datetime as dt

import pytest

from accounts.models import ChangeSet
from accounts.refusals import Refusal
from accounts.undoing import undo
from communes.actions import approve
from communes.deciding import DecisionDraft, decide
from communes.models import Decision, KeyArea, Recognition
from communes.standing import Status, status_on
from plans.models import Document
from tests.communes.register import merge, verified
from tests.office import person, unit

pytestmark = pytest.mark.usefixtures("shipped")
DAY = dt.date(2021, 12, 20)


def draft(**facts) -> DecisionDraft:
    start = {
        "symbol": "5501/QĐ-UBND",
        "issuer": "Ủy ban nhân dân thành phố Hà Nội",
        "issued_on": DAY,
        "title": "Công nhận xã không tệ nạn ma túy",
        "kind": "RECOGNITION",
        "effective_on": DAY,
        "year": 2021,
    }
    return DecisionDraft(**{**start, **facts})


def entered(**facts) -> Decision:
    return decide(draft(**facts), by=person("thuky"))


def refuses(sentence: str, **facts) -> None:
    before = (Decision.objects.count(), Document.objects.count())
    with pytest.raises(Refusal, match=sentence):
        entered(**facts)
    assert (Decision.objects.count(), Document.objects.count()) == before


def test_a_decision_puts_communes_in_from_its_day():
    entered(ins=(unit("c00040"), unit("c00043")))

    assert status_on(unit("c00040"), DAY).status is Status.RECOGNISED
    assert status_on(unit("c00040"), DAY).basis == "5501/QĐ-UBND"
    assert status_on(unit("c00040"), DAY - dt.timedelta(1)).status is Status.NONE


def test_one_decision_may_put_in_and_take_out():
    decision = entered(ins=(unit("c00040"),), outs=(unit("c00586"),))

    ways = decision.recognitions.values_list("unit__key", "direction")
    assert set(ways) == {("c00040", "IN"), ("c00586", "OUT")}


def test_a_decision_is_one_line_of_the_journal():
    before = ChangeSet.objects.count()

    entered(ins=(unit("c00040"),))

    assert ChangeSet.objects.count() == before + 1
    assert "5501/QĐ-UBND" in ChangeSet.objects.order_by("-pk")[0].what


def test_a_known_document_is_used_and_not_copied():
    known = Document.objects.get(slug="21-kh-ubnd-2021")

    decision = entered(
        symbol="21/KH-UBND", issued_on=known.issued_on, ins=(unit("c00040"),)
    )

    assert decision.document == known


def test_key_areas_carry_their_type():
    entered(kind="KEY_AREAS", key_type="I", ins=(unit("c00040"),))

    assert KeyArea.objects.get().type == "I"
    assert status_on(unit("c00040"), DAY).status is Status.KEY_I


def test_a_commune_under_review_may_be_taken_out():
    new = merge(unit("c00586"), into="c90001")

    entered(
        kind="WITHDRAWAL",
        effective_on=dt.date(2025, 12, 20),
        outs=(new,),
    )

    assert status_on(new, dt.date(2026, 1, 1)).status is Status.WITHDRAWN


def test_a_commune_not_in_the_list_is_not_taken_out():
    refuses("Phường Đồng Xuân không có trong danh sách", outs=(unit("c00040"),))
    refuses(
        "không có trong danh sách để đưa ra",
        kind="KEY_AREAS",
        key_type="II",
        outs=(unit("c00040"),),
    )


def test_a_decision_without_communes_decides_nothing():
    refuses("ít nhất một xã")


def test_a_withdrawal_puts_nobody_in():
    refuses("chỉ có danh sách đưa ra", kind="WITHDRAWAL", ins=(unit("c00040"),))


def test_a_list_of_key_areas_names_its_type():
    refuses("phải ghi loại", kind="KEY_AREAS", ins=(unit("c00040"),))
    refuses("phải ghi loại", key_type="I", ins=(unit("c00040"),))


def test_a_commune_is_not_put_in_and_taken_out_at_once():
    both = (unit("c00586"),)

    refuses("vừa đưa vào vừa đưa ra", ins=both, outs=both)


def test_a_commune_that_has_ended_is_not_decided_on():
    merge(unit("c00586"), into="c90001")

    refuses(
        "Xã Kim Lan không còn vào ngày 20/12/2025",
        effective_on=dt.date(2025, 12, 20),
        ins=(unit("c00586"),),
    )


def test_two_decisions_of_one_day_on_a_commune_are_refused():
    entered(ins=(unit("c00040"),))

    refuses(
        "đã có quyết định khác cùng ngày", symbol="5502/QĐ-UBND", ins=(unit("c00040"),)
    )


def test_the_same_decision_is_not_entered_twice():
    entered(ins=(unit("c00040"),))

    refuses("đã được nhập", effective_on=dt.date(2022, 1, 1), ins=(unit("c00043"),))


def test_what_is_no_symbol_is_refused():
    refuses("không phải số, ký hiệu", symbol="quyết định", ins=(unit("c00040"),))


def test_two_documents_of_one_number_get_addresses_of_their_own():
    first = entered(ins=(unit("c00040"),))
    second = entered(
        issuer="Ủy ban nhân dân quận Hoàn Kiếm",
        effective_on=dt.date(2021, 12, 21),
        ins=(unit("c00043"),),
    )

    slugs = [first.document.slug, second.document.slug]
    assert slugs == ["5501-qd-ubnd-2021", "5501-qd-ubnd-2021-2"]


def test_a_decision_entered_by_mistake_is_taken_back_whole():
    entered(ins=(unit("c00040"),), outs=(unit("c00586"),))

    undo(ChangeSet.objects.latest("pk"), by=person("thuky"), reason="Nhầm văn bản")

    assert not Decision.objects.filter(kind="RECOGNITION").exists()
    assert status_on(unit("c00586"), DAY).status is Status.RECOGNISED
    assert not Document.objects.filter(symbol="5501/QĐ-UBND").exists()


def test_recognition_is_the_decisions_and_not_the_sheets(sheet):
    verified(sheet)

    assert not Recognition.objects.filter(unit=sheet.unit).exists()


KEY = {"kind": "KEY_AREAS", "key_type": "I"}


def test_one_document_lists_its_types_one_after_the_other():
    first = entered(**KEY, ins=(unit("c00040"),))
    second = entered(kind="KEY_AREAS", key_type="II", ins=(unit("c00043"),))

    assert first == second
    types = second.key_areas.values_list("unit__key", "type")
    assert set(types) == {("c00040", "I"), ("c00043", "II")}


def test_the_same_type_of_a_document_is_listed_once():
    entered(**KEY, ins=(unit("c00040"),))

    refuses("đã được nhập với loại I", **KEY, ins=(unit("c00043"),))


def test_the_types_of_one_document_begin_on_one_day():
    entered(**KEY, ins=(unit("c00040"),))

    refuses(
        "phải ghi giống nhau",
        kind="KEY_AREAS",
        key_type="II",
        ins=(unit("c00043"),),
        effective_on=DAY + dt.timedelta(1),
    )


def test_a_transformation_is_one_entry_of_the_new_type():
    entered(**KEY, ins=(unit("c00040"),), effective_on=DAY - dt.timedelta(365))
    later = {"kind": "KEY_AREAS", "symbol": "77/QĐ-UBND"}
    entered(**later, key_type="II", ins=(unit("c00040"),))

    assert status_on(unit("c00040"), DAY).status is Status.KEY_II
    with pytest.raises(Refusal, match="chuyển loại thì chỉ ghi đưa vào loại mới"):
        entered(**later, key_type="I", outs=(unit("c00040"),))


def test_the_next_type_starts_from_what_the_document_said(as_user):
    first = entered(**KEY, ins=(unit("c00040"),))
    client = as_user("thuky")

    link = f"/communes/decisions/new/?more={first.pk}"
    page = client.get(link).content.decode()

    assert link in client.get(f"/communes/decisions/{first.pk}/").content.decode()
    assert 'value="5501/QĐ-UBND"' in page
    assert 'value="20/12/2021"' in page


def test_communes_approved_as_a_type_are_offered_for_its_list(sheet, as_user):
    approve(verified(sheet), by=person("thuky"), outcome="TYPE_III", text="Rõ")
    address = "/communes/decisions/new/?from=approved&year=2025&key_type="

    client = as_user("thuky")
    third, first, odd = (
        client.get(address + key).content.decode() for key in ("III", "I", "V")
    )

    assert "Phúc Tân, Quận Hoàn Kiếm" in third
    assert "Phúc Tân" not in first + odd
