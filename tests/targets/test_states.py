"""Every state × action × lock × exception of the published table (docs/states.md)."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.refusals import Refusal
from targets.actions import (
    CellEdit,
    approve,
    lock_round,
    reopen,
    return_,
    save_results,
    submit,
    take_back,
)
from targets.states import FROM, NEEDS, Action, Standing, State, refusal
from tests import office
from tests.targets.handing_in import fill, in_an_hour

NOW = dt.datetime(2021, 4, 1, 8, tzinfo=dt.UTC)
SOON, GONE = NOW + dt.timedelta(hours=1), NOW - dt.timedelta(seconds=1)
OPEN_TABLE = {
    Action.SAVE: "yes no yes no",
    Action.SUBMIT: "yes no yes no",
    Action.TAKE_BACK: "no yes no no",
    Action.RETURN: "no yes no no",
    Action.APPROVE: "no yes no no",
    Action.REOPEN: "no no no yes",
}
CELLS = [
    (action, state, word == "yes")
    for action, words in OPEN_TABLE.items()
    for state, word in zip(State, words.split(), strict=True)
]


@pytest.mark.parametrize(("action", "state", "allowed"), CELLS)
def test_an_open_round_follows_the_table(action, state, allowed):
    sentence = refusal(action, Standing(state=state), now=NOW)

    assert (sentence == "") is allowed
    assert sentence == "" or sentence.endswith(".")


@pytest.mark.parametrize(("action", "state", "allowed"), CELLS)
def test_a_locked_round_allows_nothing_but_to_re_open(action, state, allowed):
    standing = Standing(state=state, lock_reason="Đã chốt.")

    sentence = refusal(action, standing, now=NOW)

    assert (sentence == "") is (action is Action.REOPEN)
    assert sentence == "" or "(Đã chốt)" in sentence


@pytest.mark.parametrize(("action", "state", "allowed"), CELLS)
def test_an_exception_lifts_the_lock_until_its_moment(action, state, allowed):
    standing = Standing(state=state, lock_reason="", reopened_until=SOON)
    expected = allowed or action is Action.REOPEN
    expected = expected or (action is Action.SAVE and state is State.APPROVED)

    assert (refusal(action, standing, now=NOW) == "") is expected
    late = Standing(state=state, lock_reason="", reopened_until=GONE)
    assert (refusal(action, late, now=NOW) == "") is (action is Action.REOPEN)


def test_at_its_very_moment_an_exception_is_over():
    standing = Standing(state=State.APPROVED, reopened_until=NOW)

    assert refusal(Action.SAVE, standing, now=NOW)


def test_every_action_has_its_permission_and_its_states():
    assert set(NEEDS) == set(FROM) == set(Action)


def in_state(state):
    """Hoàn Kiếm's first quarter brought to `state` by the people who do it."""
    report = fill()
    if state is State.DRAFT:
        return report
    submit(report, by=office.person("hoankiem"))
    if state is State.RETURNED:
        return_(report, reason="Xem lại", by=office.person("thuky"))
    if state is State.APPROVED:
        approve([report], by=office.person("thuky"))
    return report


def cases_edit(report, by):
    cell = CellEdit(indicator="cases", value="5")
    return save_results(round=report.round, unit=report.unit, cells=[cell], by=by)


def approve_one(report, by):
    outcome = approve([report], by=by)
    if outcome.held:
        raise Refusal(outcome.held[0].reasons[0], status=409)


DEEDS = {
    Action.SAVE: cases_edit,
    Action.SUBMIT: lambda report, by: submit(report, by=by),
    Action.TAKE_BACK: lambda report, by: take_back(report, by=by),
    Action.RETURN: lambda report, by: return_(report, reason="Vì sao", by=by),
    Action.APPROVE: approve_one,
    Action.REOPEN: lambda report, by: reopen(
        report, until=in_an_hour(), reason="Vì sao", by=by
    ),
}
# Who is answered what where the table says yes.
UNIT_DEEDS = (Action.SAVE, Action.SUBMIT, Action.TAKE_BACK)
ROLES = {"hoankiem": "own", "bavi": "foreign", "lanhdao": "none", "thuky": "all"}


def expected_status(role, action, allowed):
    if role == "none" or (role != "all" and action not in UNIT_DEEDS):
        return 403
    if role == "foreign":
        return 404
    return 200 if allowed else 409


@pytest.mark.django_db
@pytest.mark.parametrize("username", ROLES)
@pytest.mark.parametrize(("action", "state", "allowed"), CELLS)
def test_each_role_is_answered_by_the_table(quarters, action, state, allowed, username):
    report, status = in_state(state), 200

    try:
        DEEDS[action](report, office.person(username))
    except Refusal as refused:
        status = refused.status

    assert status == expected_status(ROLES[username], action, allowed)
    if status != 200:
        assert office.submission("d002").state == state


@pytest.mark.django_db
@pytest.mark.parametrize("action", [a for a in Action if a is not Action.REOPEN])
def test_the_lock_binds_the_secretariat_too(quarters, action):
    report = in_state(State.SUBMITTED)
    lock_round(report.round, reason="Đã chốt", by=office.person("thuky"))

    with pytest.raises(Refusal, match="Kỳ này đã khóa"):
        DEEDS[action](report, office.person("thuky"))
