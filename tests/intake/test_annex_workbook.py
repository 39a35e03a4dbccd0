"""The official table and the empty form: what goes out comes in."""

from __future__ import annotations

import pytest

from accounts.refusals import Refusal
from intake.annex_workbook import annex_of, hanoi_annex
from intake.straight import import_annex_file
from targets.models import Quota
from tests import office

pytestmark = pytest.mark.django_db


def test_the_official_annex_loads_as_61_quotas():
    change = import_annex_file(hanoi_annex(), office.plan(), name="phu-luc.xlsx")

    assert change is not None
    assert Quota.objects.count() == 61


def test_the_same_table_gives_the_same_file():
    assert hanoi_annex() == hanoi_annex()


def test_the_table_as_it_stands_comes_back_without_a_change(quotas):
    change = import_annex_file(annex_of(office.plan()), office.plan(), name="a.xlsx")

    assert change is None


def test_a_refused_table_says_every_reason():
    with pytest.raises(Refusal) as refused:
        import_annex_file(b"\x00\x01", office.plan(), name="a.xlsx")

    assert refused.value.details["problems"][0].code == "E_NOT_XLSX"
