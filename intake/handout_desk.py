"""Handouts on the import desk: taken back, shown, confirmed once, taken back again.

Nothing is written before it is confirmed; a confirmed handout is one transaction, in
which every cell is compared again with what stands there by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import ChangeSet, User
from accounts.refusals import Refusal
from communes.boards import whole, years
from communes.bulk import closed_sheets
from communes.models import CriteriaSet
from intake import actions, uploads
from intake.codes import OF_THE_FILE
from intake.drafts import KEPT_PROBLEMS
from intake.fact_handout import FactHandout
from intake.handouts import (
    FillStep,
    Subject,
    counts_of,
    fillable_units,
    packed,
    unpacked,
    weighed,
)
from intake.models import HandoutDraft, Upload
from intake.orders import round_named
from intake.result_handout import ResultHandout
from intake.steps import Refused409
from plans.models import Plan
from sheets.handout_reading import FilledHandout, is_handout, read_handout
from sheets.limits import MEGABYTE
from sheets.problems import Problem, Refused, refusal
from sheets.readers import read_workbook
from targets.guards import closed_reports
from units.models import Unit

State = HandoutDraft.State
Kind = HandoutDraft.Kind


@dataclass(frozen=True)
class Taken:
    """A handout as it came back; `problems` with E_ mean that it is refused."""

    problems: tuple[Problem, ...]
    steps: tuple[FillStep, ...] = ()
    draft: HandoutDraft | None = None

    @property
    def is_ok(self) -> bool:
        return all(problem.is_warning for problem in self.problems)

    @property
    def counts(self) -> dict[str, int]:
        return counts_of(self.steps if self.is_ok else (), self.problems)


def receive(file: File, *, by: User) -> Taken:
    """Read a handout and keep it, to be confirmed or marked; other files are not."""
    most = settings.UPLOAD_MEGABYTES * MEGABYTE
    name = uploads.clean_name(file.name or "")
    if file.size > most:
        message = f"Tệp lớn hơn {settings.UPLOAD_MEGABYTES} MB; hãy tải biểu mẫu mới."
        return Taken((Problem("E_TOO_BIG", message),))
    data = file.read()
    taken, subject, filled = take(data, name=name, by=by)
    codes = {problem.code for problem in taken.problems}
    if subject is None or filled is None or codes & OF_THE_FILE:
        return taken
    upload = uploads.store(data, name=name, owner=by)
    return replace(taken, draft=keep(taken, subject, filled, upload))


def take(
    data: bytes, *, name: str, by: User | None
) -> tuple[Taken, Subject | None, FilledHandout | None]:
    """Read and compare, nothing kept; no subject where it is no usable handout."""
    limits = uploads.limits()
    try:
        workbook = read_workbook(data, limits=limits, name=name)
        if not is_handout(workbook):
            raise _not_ours()
        filled = read_handout(workbook)
        subject = subject_of(filled.about, by=by)
    except Refused as refused:
        return Taken(refused.problems), None, None
    fills, problems = subject.read(filled)
    steps = subject.steps(fills)
    told = (*problems, *filled.notices, *_checked(subject, steps, filled.sheet))
    return Taken(told, tuple(steps)), subject, filled


def subject_of(about: Mapping[str, str], *, by: User | None) -> Subject:
    """What the handout is about; raises Refused where that is not here (any more)."""
    try:
        if about.get("loại") == Kind.RESULTS:
            return _results(about, by)
        if about.get("loại") == Kind.FACTS:
            return _facts(about, by)
    except Refusal as refused:
        raise refusal("E_TEMPLATE", refused.message) from refused
    raise _not_ours()


def _results(about: Mapping[str, str], by: User | None) -> Subject:
    plans = Plan.objects.select_related("document", "unit")
    if by is not None:
        plans = plans.filter(pk__in=Plan.objects.visible_to(by).values("pk"))
    plan = plans.filter(slug=about.get("kế hoạch", "")).first()
    if plan is None:
        raise Refusal("Không có kế hoạch của biểu mẫu này; hãy tải biểu mẫu mới.")
    round_ = round_named(plan, about.get("kỳ", ""))
    return ResultHandout(round_, by=by, whose=about.get("đơn vị", ""))


def _facts(about: Mapping[str, str], by: User | None) -> Subject:
    found = CriteriaSet.objects.select_related("document")
    criteria_set = found.filter(pk=whole(about.get("bộ tiêu chí"))).first()
    year, whose = whole(about.get("năm")), _whose(about.get("đơn vị", ""), by)
    if criteria_set is None or year not in years() or whose is None:
        raise Refusal("Biểu mẫu này không dùng được ở đây; hãy tải biểu mẫu mới.")
    bound = (None, whose.pk, whose.parent_id)
    if criteria_set.unit_level != "commune" or criteria_set.scope_unit_id not in bound:
        raise Refusal("Bộ tiêu chí của biểu không áp dụng cho địa bàn này.")
    return FactHandout(year, criteria_set, whose, by=by)


def _whose(key: str, by: User | None) -> Unit | None:
    """The district or province of the handout, where some of it is the person's."""
    unit = Unit.objects.filter(key=key).first()
    if unit is None or not fillable_units(by).within([unit.pk]).exists():
        return None
    return unit


def _checked(subject: Subject, steps: list[FillStep], sheet: str) -> list[Problem]:
    weighty = [s for s in steps if s.deed in ("newer", "untouched")]
    authors = subject.authors(weighty) if weighty else {}
    return [*weighed(steps, authors, sheet), *subject.refusals(steps, sheet)]


def keep(
    taken: Taken, subject: Subject, filled: FilledHandout, upload: Upload
) -> HandoutDraft:
    """The draft of what was taken: open, or refused when there are problems."""
    return HandoutDraft.objects.create(
        upload=upload,
        kind=subject.kind,
        unit=subject.unit,
        title=subject.title[:300],
        state=State.OPEN if taken.is_ok else State.REFUSED,
        reading={
            "about": dict(filled.about),
            "sheet": filled.sheet[:100],
            "fills": packed(step.fill for step in taken.steps),
            "bases": {s.fill.id: s.fingerprint for s in taken.steps if s.is_write},
        },
        counts=taken.counts,
        problems=[asdict(problem) for problem in taken.problems[:KEPT_PROBLEMS]],
    )


def own_handout(token: str, by: User, *, lock: bool = False) -> HandoutDraft:
    """The draft of this token; a stranger's does not exist."""
    drafts = HandoutDraft.objects.select_related("upload", "unit", "change_set")
    if lock:
        drafts = drafts.select_for_update(of=("self",))
    draft = drafts.filter(token=token, upload__owner=by).first()
    if draft is None:
        raise Refusal("Không có lần xem trước này; hãy nạp lại tệp.", status=404)
    return draft


def is_handout_token(token: str, by: User) -> bool:
    return HandoutDraft.objects.filter(token=token, upload__owner=by).exists()


def steps_of(draft: HandoutDraft, by: User) -> list[FillStep]:
    """The cells of an open draft; raises `Refused409` once they stand otherwise."""
    subject = subject_of(draft.reading["about"], by=by)
    steps = subject.steps(unpacked(draft.reading["fills"]))
    _check_unchanged(steps, draft.reading["bases"], draft.reading["sheet"])
    return steps


def confirm(token: str, *, by: User) -> HandoutDraft:
    """Carry out a handout, once; the draft with its change set (None: no change).

    Raises Refusal: 404 for a stranger's token; 409 with `details["draft"]` when it
    was carried out already, with `details["problems"]` naming what changed since.
    """
    with actions.all_or_nothing(), transaction.atomic():
        draft = own_handout(token, by, lock=True)
        if draft.state == State.DONE:
            raise Refusal("Tệp này đã được nạp rồi.", status=409, draft=draft)
        if draft.state == State.REFUSED:
            raise Refusal("Không có lần xem trước này; hãy nạp lại tệp.", status=404)
        return carry_out(draft, by=by)


def carry_out(draft: HandoutDraft, *, by: User | None) -> HandoutDraft:
    """Compare again, write what differs, close the draft; inside a transaction."""
    steps, change = _written(draft, by)
    _close(draft, steps, change)
    return draft


def _written(draft: HandoutDraft, by: User | None) -> tuple[list[FillStep], int | None]:
    try:
        subject = subject_of(draft.reading["about"], by=by)
    except Refused as refused:
        raise Refused409(refused.problems) from refused
    fills, sheet = unpacked(draft.reading["fills"]), draft.reading["sheet"]
    steps = subject.steps(fills)
    _check_unchanged(steps, draft.reading["bases"], sheet)
    wrong = [p for p in subject.refusals(steps, sheet) if not p.is_warning]
    if wrong:
        raise Refused409(wrong)
    upload = draft.upload
    change = subject.write(
        steps,
        by=by,
        sheet=sheet,
        file_name=upload.name,
        file_sha256=upload.sha256,
        stored_file=upload.stored,
    )
    return steps, change


def _check_unchanged(
    steps: list[FillStep], bases: Mapping[str, str], sheet: str
) -> None:
    """Every cell that was to be written still stands as it was shown."""
    now = {step.fill.id: step for step in steps}
    moved = [
        i for i, base in bases.items() if i not in now or now[i].fingerprint != base
    ]
    if moved:
        raise Refused409([_moved(now.get(i), sheet) for i in moved])


def _moved(step: FillStep | None, sheet: str) -> Problem:
    if step is None:
        return Problem("E_STALE", "Một đơn vị của biểu vừa thay đổi.", sheet)
    message = (
        f"Ô {step.fill.cell}: {step.label} của {step.unit} vừa được sửa thành "
        f"{step.shown_old or 'trống'}."
    )
    return Problem("E_STALE", message, sheet, step.fill.cell, step.fill.row)


def _close(draft: HandoutDraft, steps: list[FillStep], change: int | None) -> None:
    written = [
        [s.unit, s.label, s.shown_old, s.shown_new, s.fill.cell, s.url]
        for s in steps
        if s.is_write
    ]
    draft.state, draft.change_set_id = State.DONE, change
    draft.decided_at = timezone.now()
    draft.reading = {"sheet": draft.reading["sheet"], "written": written}
    draft.save(update_fields=["state", "change_set", "decided_at", "reading"])
    if change is not None:
        Upload.objects.filter(pk=draft.upload_id).update(expires_at=None)


def done_handouts(by: User) -> QuerySet:
    """Confirmed handouts of units within the person's reach, the newest first."""
    confirmed = HandoutDraft.objects.filter(
        change_set__isnull=False, unit__in=fillable_units(by)
    )
    return confirmed.select_related("upload", "unit", "change_set__undone_by")


def undo(draft: HandoutDraft, *, by: User, reason: str) -> ChangeSet:
    """Take a handout back with its reason; Refusal 409 lists what stands against it."""
    guard = closed_reports if draft.kind == Kind.RESULTS else closed_sheets
    return actions.take_back(draft.change_set, by=by, reason=reason, guard=guard)


def _not_ours() -> Refused:
    return refusal(
        "E_TEMPLATE",
        "Tệp này không phải biểu mẫu do hệ thống phát ra (hoặc đã mất phần ẩn khi chép "
        "sang tệp khác, lưu dạng .csv); hãy tải biểu mẫu ở trang này rồi ghi vào đó.",
    )
