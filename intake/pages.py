"""Contexts of the pages of the import desk, and its answers that are not pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusals import Refusal, refuse, wants_json
from intake import drafts, previews, templates_out
from intake.answers import faults_of, problems_of
from intake.desk import Desk, Prepared
from intake.forms import AliasesForm, ColumnsForm, UploadForm
from intake.matching import candidates_of, plan_day
from intake.memory import askable
from intake.models import ImportDraft
from intake.orders import plan_named, round_named
from intake.previews import KINDS, Preview
from sheets.problems import Problem
from sheets.wording import Words

STEPS = Words("import", {0: "Gửi tệp", 1: "Xem trước", 2: "Xác nhận", 3: "Biên nhận"})


def desk(user: User, form: UploadForm) -> dict[str, Any]:
    return {
        "form": form,
        "kind": form.kind,
        "tabs": tabs(form.kind),
        "recent": previews.recent(user),
        "steps": steps(0),
    }


def tabs(current: str) -> list[dict[str, Any]]:
    """The kinds of table there are, the one that is open marked."""
    kinds = [(f"{reverse('import')}?kind={k}", k, word) for k, word in KINDS.items()]
    kinds.append((reverse("import-form"), "form", _("Biểu mẫu")))
    kinds.append((reverse("import-units"), "units", _("Danh mục đơn vị")))
    return [
        {"url": url, "label": label, "current": kind == current}
        for url, kind, label in kinds
    ]


def bad_form(request: HttpRequest, form: UploadForm) -> HttpResponse:
    """The desk again with what is missing, or one sentence for a machine."""
    if wants_json(request):
        return refuse(request, 422, faults_of(form))
    context = desk(form.user, form)
    return render(request, "intake/desk.html", context, status=422)


def refused(
    prepared: Prepared, draft: ImportDraft | None, form: UploadForm
) -> dict[str, Any]:
    """The problems of a file, with the questions a person can answer."""
    if draft is not None:
        return refused_draft(draft, form.user)
    return problem_context(prepared.problems) | {"form": form, "kind": form.kind}


def refused_draft(draft: ImportDraft, user: User) -> dict[str, Any]:
    found = drafts.problems_of(draft)
    codes = {problem.code for problem in found}
    context = problem_context(found) | {"draft": draft, "kind": draft.kind}
    if codes & {"E_HEADER", "E_HEADER_DUPLICATE"} and draft.reading.get("titles"):
        context["columns_form"] = columns_form(draft, user)
    if askable(draft.reading.get("unknown", [])):
        context["aliases_form"] = aliases_form(draft, user)
    context["choices"] = draft.reading.get("choices", [])
    context["can_mark"] = any(problem.cell for problem in found)
    return context


def preview(draft: ImportDraft, found: Preview, *, everything: bool) -> dict[str, Any]:
    told = drafts.problems_of(draft)
    to_tick = drafts.to_tick(draft)
    return {
        "draft": draft,
        "preview": found,
        "everything": everything,
        "notices": [p.message for p in told if p not in to_tick],
        "to_tick": [p.message for p in to_tick],
        "steps": steps(1),
        "kind_label": KINDS[draft.kind],
    }


def receipt(draft: ImportDraft) -> dict[str, Any]:
    return previews.receipt_of(draft) | {"draft": draft, "steps": steps(4)}


def receipt_answer(draft: ImportDraft, *, is_first: bool) -> dict[str, Any]:
    """The receipt for a machine; the same for every further confirm, with 409."""
    change = draft.change_set_id
    done = _("Đã nạp tệp.") if change else _("Không có thay đổi.")
    return {
        "ok": is_first,
        "message": done if is_first else _("Tệp này đã được nạp rồi."),
        "changeset": change,
        "receipt": reverse("import-receipt", args=[change]) if change else None,
        "counts": draft.counts,
    }


def not_confirmed(request: HttpRequest, refused: Refusal) -> HttpResponse:
    """Done already: the first receipt. Changed since: which rows. Else the sentence."""
    draft: Any = refused.details.get("draft")
    problems: Any = refused.details.get("problems", ())
    if wants_json(request):
        body: dict[str, Any] = {"ok": False, "message": refused.message}
        if draft is not None:
            body = receipt_answer(draft, is_first=False)
        elif problems:
            body["problems"] = problems_of(problems)
        return JsonResponse(body, status=refused.status)
    if draft is not None and draft.change_set_id is not None:
        context = receipt(draft) | {"again": refused.message}
        return render(request, "intake/receipt.html", context, status=409)
    if problems:
        context = problem_context(problems) | {"stale": refused.message}
        return render(request, "intake/refused.html", context, status=refused.status)
    return refuse(request, refused.status, refused.message)


def template(user: User, slug: str, period: str) -> tuple[str, bytes]:
    """Name and bytes of the form to fill in; Refusal 404 for a stranger's plan."""
    plan = plan_named(slug, by=user)
    if period:
        return templates_out.results_form(round_named(plan, period))
    return templates_out.annex_form(plan)


def columns_form(
    draft: ImportDraft, user: User, data: QueryDict | None = None
) -> ColumnsForm:
    wanted = Desk(drafts.order_of(draft, user)).wanted
    titles = draft.reading.get("titles", [])
    return ColumnsForm(
        data, titles=titles, wanted=wanted, initial=draft.reading.get("columns", {})
    )


def aliases_form(
    draft: ImportDraft, user: User, data: QueryDict | None = None
) -> AliasesForm:
    names = askable(draft.reading.get("unknown", []))[:50]
    units = candidates_of(draft.plan, plan_day(draft.plan))
    return AliasesForm(data, names=names, units=units)


def chosen_table(draft: ImportDraft, number: str) -> dict[str, Any]:
    """Sheet and header row of the choice with this number; Refusal for no such."""
    choices = draft.reading.get("choices", [])
    if not number.isdecimal() or int(number) >= len(choices):
        raise Refusal(_("Hãy chọn một bảng của tệp."))
    choice = choices[int(number)]
    return {"sheet": choice["sheet"], "top": choice["top"]}


def steps(done: int) -> list[dict[str, Any]]:
    return [
        {"label": label, "done": number < done, "current": number == done}
        for number, label in STEPS.items()
    ]


def problem_context(found: Sequence[Problem]) -> dict[str, Any]:
    """Problems to mend and notices, as refused.html takes them."""
    rows = previews.problem_rows(found)
    errors = [p for p in rows if not p.is_warning]
    return {
        "problems": errors[:500],
        "more": max(0, len(errors) - 500),
        "notices": [p.message for p in rows if p.is_warning],
        "steps": steps(0),
    }
