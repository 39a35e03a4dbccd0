"""The commands by which others compare two moments of the office."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.journal import changeset
from accounts.models import ChangeSet
from tests import office
from units.models import Alias, Unit


def _dump(command, *args, **options):
    out = StringIO()
    call_command(command, *args, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def _add_alias():
    with changeset(by=None, what="Thêm cách viết") as change:
        change.save(Alias(unit=office.unit("d002"), text="Hoàn kiếm").derive_keys())
    return change.row


def test_the_state_names_units_and_indicators_by_their_public_keys(quotas):
    state = _dump("dump_state")

    rows = [q for q in state["targets.quota"] if q["unit"] == "d002"]
    assert len(state["targets.quota"]) == 61
    assert sorted(row["value"] for row in rows) == sorted(
        f"{int(row[c])}.00"
        for row in office.annex_rows()
        if row["unit_code"] == "002"
        for c in ("cases", "rehab_files")
    )


def test_the_state_tells_no_secret(db):
    text = json.dumps(_dump("dump_state"))

    assert office.person("thuky").password not in text
    assert "last_login" not in text


def test_the_state_is_the_same_twice(quarters):
    assert _dump("dump_state") == _dump("dump_state")


def test_the_state_counts_the_journal(db):
    before = _dump("dump_state")["journal"]

    _add_alias()

    after = _dump("dump_state")["journal"]
    assert after["seals"] == before["seals"] + 1
    assert after["head"] != before["head"]


def test_the_checksum_changes_with_one_row_and_only_where_it_is(db):
    before = _dump("data_checksum")

    _add_alias()

    after = _dump("data_checksum")
    changed = {table for table in after if after[table] != before[table]}
    assert {"units_alias", "TOTAL"} <= changed
    assert "units_unit" not in changed


def test_the_checksum_prints_a_line_per_table_and_a_total(db):
    out = StringIO()

    call_command("data_checksum", stdout=out)

    lines = [line.split("  ") for line in out.getvalue().splitlines()]
    assert lines[-1][1] == "TOTAL"
    assert ["units_unit"] in [[name] for _, name in lines]


def test_a_whole_journal_is_said_to_be_whole(db):
    assert _dump("verify_journal")["ok"] is True


@pytest.mark.parametrize("as_json", [True, False])
def test_a_row_written_past_the_journal_is_told(db, as_json):
    Unit.history.model.objects.create(
        **{
            field.attname: getattr(Unit.history.first(), field.attname)
            for field in Unit.history.model._meta.concrete_fields
            if field.attname != "history_id"
        }
    )
    out = StringIO()

    with pytest.raises(CommandError) as refusal:
        call_command("verify_journal", json=as_json, stdout=out)

    assert refusal.value.returncode == 1
    assert "niêm phong" in str(refusal.value)


def test_undo_by_command_leaves_its_own_line(db):
    deed = _add_alias()

    done = _dump("undo", str(deed.pk), reason="Nhầm tên")

    line = ChangeSet.objects.get(pk=done["changeset"])
    assert (line.undoes_id, line.reason) == (deed.pk, "Nhầm tên")
    assert not Alias.objects.filter(text="Hoàn kiếm").exists()


def test_undo_of_a_change_set_that_is_none_is_refused(db):
    with pytest.raises(CommandError, match="Không có lần ghi số 999999") as refusal:
        call_command("undo", "999999", reason="thử")

    assert refusal.value.returncode == 1


def test_undo_twice_is_refused_with_the_reason_in_json_too(db):
    deed = _add_alias()
    _dump("undo", str(deed.pk), reason="Nhầm tên")
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("undo", str(deed.pk), reason="x", json=True, stdout=out)

    answer = json.loads(out.getvalue())
    assert answer["ok"] is False
    assert "đã được thu hồi" in answer["reasons"][0]
