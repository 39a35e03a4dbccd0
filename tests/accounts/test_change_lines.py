"""What a line of the journal says of each field, in the reader's words."""

from __future__ import annotations

import pytest

from accounts.change_lines import FIELDS, change_lines, is_told
from accounts.journal import changeset, history_models, versions_of
from accounts.models import ChangeSet
from tests import office
from units.models import Alias

pytestmark = pytest.mark.django_db


def test_a_row_names_its_unit_in_the_readers_words(as_user):
    alias = Alias(unit=office.unit("d002"), text="Quận 1 cũ").derive_keys()
    door = ChangeSet.Door.FORM
    with changeset(by=office.person("quantri"), what="Thêm", door=door) as change:
        change.save(alias)

    (line,) = change_lines(versions_of(change.row))

    assert ("đơn vị", "", "Quận Hoàn Kiếm") in [
        (field.label, field.old, field.new) for field in line.fields
    ]


def test_no_field_of_the_journal_goes_by_a_name_of_the_code():
    made = {
        f"{version.instance_type.__name__}.{field.name}"
        for version in history_models()
        for field in version.tracked_fields
        if is_told(field) and str(field.verbose_name) == field.name.replace("_", " ")
        if field.name not in FIELDS
    }

    assert made == set()
