"""The five roles as data: what each may do, and the sentence that tells its holder.

Pure. Source: product.md, "People".
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from sheets.wording import pgettext


class Permission(enum.StrEnum):
    """One thing a person may do; pages and actions name these, never roles."""

    VIEW = "VIEW"  # pages of the units in scope
    VIEW_CITY = "VIEW_CITY"  # the whole-city pages
    ENTER = "ENTER"  # results of the units in scope
    SUBMIT = "SUBMIT"
    REVIEW = "REVIEW"  # approve, return, lock, re-open
    REPORT = "REPORT"  # draft and issue official reports
    IMPORT = "IMPORT"  # quota tables, results, unit lists
    UNDO = "UNDO"
    READ_PLAN = "READ_PLAN"  # reading desk
    JOURNAL = "JOURNAL"
    TASKS = "TASKS"  # report on tasks of the agencies in scope
    CHECKS = "CHECKS"
    ADMIN = "ADMIN"


class Role(enum.StrEnum):
    SECRETARIAT = "SECRETARIAT"
    OFFICIAL = "OFFICIAL"
    AGENCY = "AGENCY"
    IMPORT_ADMIN = "IMPORT_ADMIN"
    LEADER = "LEADER"


@dataclass(frozen=True)
class RoleSpec:
    name: str
    duty: str
    permissions: frozenset[Permission]

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return pgettext("role", self.name)

    @property
    def sentence(self) -> str:
        """What the holder does, in the reader's language."""
        return pgettext("role", self.duty)


_P = Permission
ROLES: dict[Role, RoleSpec] = {
    Role.SECRETARIAT: RoleSpec(
        "Thư ký",
        "Nhập, kiểm tra, duyệt số liệu của mọi đơn vị và lập báo cáo.",
        frozenset(set(_P) - {_P.ADMIN, _P.TASKS}),
    ),
    Role.OFFICIAL: RoleSpec(
        "Cán bộ đơn vị",
        "Xem chỉ tiêu, nhập và nộp kết quả của đơn vị mình.",
        frozenset({_P.VIEW, _P.ENTER, _P.SUBMIT}),
    ),
    Role.AGENCY: RoleSpec(
        "Cán bộ sở, ngành",
        "Xem nhiệm vụ được giao và báo cáo kết quả nhiệm vụ của cơ quan mình.",
        frozenset({_P.VIEW, _P.ENTER, _P.SUBMIT, _P.TASKS}),
    ),
    Role.IMPORT_ADMIN: RoleSpec(
        "Quản trị dữ liệu",
        "Nạp kế hoạch, biểu chỉ tiêu, danh mục đơn vị; quản lý người dùng.",
        frozenset(
            {_P.VIEW, _P.VIEW_CITY, _P.IMPORT, _P.UNDO, _P.READ_PLAN}
            | {_P.JOURNAL, _P.CHECKS, _P.ADMIN}
        ),
    ),
    Role.LEADER: RoleSpec(
        "Lãnh đạo",
        "Xem toàn bộ số liệu và báo cáo, không sửa.",
        frozenset({_P.VIEW, _P.VIEW_CITY, _P.JOURNAL, _P.CHECKS}),
    ),
}


def grants(roles: set[str], permission: Permission) -> bool:
    """Whether any of `roles` (stored values; unknown ones grant nothing) allows it."""
    known = {role.value: spec for role, spec in ROLES.items()}
    return any(r in known and permission in known[r].permissions for r in roles)
