"""What the report desk shows: drafts and the archive, a draft, an issued report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from reports.choosing import day
from reports.models import Report
from reports.report_text import Section
from reports.snapshots import Difference, Picture, differences, digest, picture_of


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Drafts and issued reports a person may see, the newest first."""

    drafts: Sequence[Report]
    issued: Sequence[Report]
    may_write: bool


@dataclass(frozen=True, kw_only=True)
class DraftPage:
    """A draft as it stands: what is left to write, what no longer fits the figures."""

    report: Report
    picture: Picture

    @property
    def sections(self) -> tuple[Section, ...]:
        """Those with text to edit, emptied ones too."""
        pairs = zip(self.picture.sections, self.picture.drafted, strict=True)
        return tuple(part for part, drafted in pairs if drafted.text)

    @cached_property
    def left_to_write(self) -> list[str]:
        return [p.heading for p in self.picture.sections if p.is_left_to_write]

    @cached_property
    def outdated(self) -> list[Section]:
        """Sections written over sentences that today's figures tell otherwise."""
        texts = self.report.texts
        return [
            part
            for part in self.picture.drafted
            if part.key in texts and texts[part.key]["basis"] != part.text
        ]

    @property
    def window(self) -> str:
        first, last = self.report.period.window(self.report.plan.calendar)
        return f"{day(first)} – {day(last)}"

    @property
    def is_over(self) -> bool:
        plan = self.report.plan
        return self.report.period.is_finished(timezone.localdate(), plan.calendar)


@dataclass(frozen=True, kw_only=True)
class IssuedPage:
    """An issued report, its digests, and what its figures would be today."""

    report: Report

    @cached_property
    def differences(self) -> list[Difference]:
        now = picture_of(self.report.plan, self.report.period, self.report).paper
        return differences(self.report.snapshot.data, now)

    @property
    def sections(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = self.report.snapshot.data["sections"]
        return [part for part in found if part["text"]]

    @cached_property
    def is_intact(self) -> bool:
        """Whether figures and files still have the digests of the day of issue."""
        kept = self.report.snapshot
        return digest(kept.data) == kept.data_sha256 and all(
            kept.is_intact(form) for form in ("docx", "xlsx")
        )

    @property
    def facts(self) -> list[dict[str, str]]:
        report, kept = self.report, self.report.snapshot
        at = timezone.localtime(report.issued_at) if report.issued_at else None
        by = report.issued_by or _("Lệnh của máy chủ")
        return [
            {"label": _("Số, ký hiệu"), "value": report.symbol},
            {
                "label": _("Ngày văn bản"),
                "value": day(report.dated) if report.dated else "",
            },
            {"label": _("Kế hoạch"), "value": report.plan.document.symbol},
            {"label": _("Người phát hành"), "value": str(by)},
            {
                "label": _("Phát hành lúc"),
                "value": f"{at:%H:%M %d/%m/%Y}" if at else "",
            },
            {"label": _("SHA-256 số liệu"), "value": kept.data_sha256},
            {"label": _("SHA-256 tệp Word"), "value": kept.docx_sha256},
            {"label": _("SHA-256 tệp Excel"), "value": kept.xlsx_sha256},
        ]


def desk_of(user: User) -> Desk:
    """Two queries whatever the number of reports."""
    reports = (
        Report.objects.visible_to(user)
        .select_related("plan__document", "plan__unit", "issued_by")
        .with_later_edits()
    )
    return Desk(
        drafts=list(reports.filter(state=Report.State.DRAFT)),
        issued=list(reports.filter(state=Report.State.ISSUED)[:200]),
        may_write=user.may(Permission.REPORT),
    )
