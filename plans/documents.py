"""The register of documents: what is here, what is only cited, and what holds when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.journal import changeset
from accounts.models import User
from accounts.refusals import Refusal
from plans import files, labels
from plans.graph_page import GraphPage, endings_of, holds
from plans.models import Attachment, Document
from plans.reads import Fact
from plans.symbols import BadSymbol, Symbol
from sheets.wording import gettext as _


@dataclass(frozen=True)
class DocumentLine:
    """One document of the register, in finished words."""

    url: str
    symbol: str
    title: str
    kind: str
    issuer: str
    day: str
    cited: int
    state: str
    badge: str


def register(user: User, *, on: dt.date, asked: Mapping[str, Any]) -> QuerySet:
    """Documents a person may see, the latest first; `asked` narrows them."""
    rows = Document.objects.visible_to(user)  # type: ignore[attr-defined,unused-ignore]
    if asked.get("kind"):
        rows = rows.filter(kind=asked["kind"])
    if asked.get("stub"):
        rows = rows.filter(is_stub=asked["stub"] == "stub")
    if asked.get("q"):
        rows = rows.filter(_words(asked["q"]))
    rows = rows.filter(Q(issued_on=None) | Q(issued_on__lte=on))
    rows = rows.select_related("plan").annotate(cited_times=Count("cited_by"))
    return rows.order_by("-issued_on", "symbol", "pk")


def _words(text: str) -> Q:
    found = Q(title__icontains=text) | Q(issuer__icontains=text)
    try:
        return found | Q(symbol_key=Symbol.parse(text).key())
    except BadSymbol:
        return found | Q(symbol__icontains=text)


def lines_of(rows: Iterable[Document], *, on: dt.date) -> list[DocumentLine]:
    """The rows of one page with their state on a day; one query more."""
    found = list(rows)
    endings = endings_of(row.pk for row in found)
    lines = []
    for row in found:
        in_force = holds(row, on, endings.get(row.pk))
        plan = getattr(row, "plan", None)
        lines.append(
            DocumentLine(
                url=reverse("plan-graph", args=[plan.slug])
                if plan
                else reverse("document", args=[row.slug]),
                symbol=row.symbol,
                title=row.title,
                kind=labels.DOCUMENT_KIND.get(row.kind, row.kind),
                issuer=row.issuer,
                day=f"{row.issued_on:%d/%m/%Y}" if row.issued_on else "",
                cited=row.cited_times,  # type: ignore[attr-defined]
                state=_("còn hiệu lực") if in_force else _("không có hiệu lực"),
                badge="VERIFIED" if in_force else "LOCKED",
            )
        )
    return lines


def facts_of(page: GraphPage) -> list[Fact]:
    """What the head and foot of the paper say; what is not known is left out."""
    row = page.document
    said = [
        (_("Loại văn bản"), labels.DOCUMENT_KIND.get(row.kind, row.kind)),
        (_("Cơ quan ban hành"), row.issuer),
        (_("Ngày ban hành"), f"{row.issued_on:%d/%m/%Y}" if row.issued_on else ""),
        (_("Người ký"), ", ".join(x for x in (row.signing_capacity, row.signer) if x)),
        (_("Hiệu lực"), page.state),
        (
            _("Toàn văn"),
            _("chỉ được viện dẫn, chưa có toàn văn") if row.is_stub else "",
        ),
    ]
    return [Fact(label, value) for label, value in said if value]


def attach(document: Document, file: Any, *, by: User, plan_slug: str = "") -> None:
    """Keep a signed paper with its digest; Refusal 409 where it is there already."""
    kept = files.store(file.read(), name=file.name)
    if document.attachments.filter(sha256=kept.sha256).exists():
        files.drop(kept)
        raise Refusal(_("Văn bản đã có tệp này."), status=409)
    row = Attachment(
        document=document,
        name=kept.name,
        stored_file=kept.place,
        sha256=kept.sha256,
        size=kept.size,
        added_at=timezone.now(),
    )
    with changeset(
        by=by,
        what=f"Đính kèm văn bản {document.symbol}",
        plan_slug=plan_slug,
        file_name=kept.name,
        file_sha256=kept.sha256,
        stored_file=kept.place,
    ) as change:
        change.save(row)
