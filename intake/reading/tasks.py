"""Who is told to do what: one task for each agency item of a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake.reading import sections
from intake.reading.agencies import agency_of
from intake.reading.deadlines import find_deadline
from intake.reading.draft import Span, TaskDraft
from intake.reading.outline import Node
from intake.reading.vocabulary import AGENCY

_ROLE = re.compile(
    r"(?:(?:Cơ quan|Đơn vị|Sở, ngành) )?(?P<role>[Cc]hủ trì|[Pp]hối hợp)"
    r"(?: thực hiện)?\s?:\s(?P<who>(?:[^.;]|;(?!\s?(?:[Cc]ơ quan|[Đđ]ơn vị)"
    r" (?:chủ|phối))){3,240})"
)
_BOILERPLATE = re.compile(
    r"chịu trách nhiệm thi hành|có hiệu lực|căn cứ quyết định thi hành"
)
_LEAVING = (sections.BACKGROUND, sections.PURPOSE, sections.CRITERIA, sections.TARGETS,
            sections.BUDGET)  # fmt: skip


def read_tasks(text: str, outline: list[Node], *, letter: bool) -> list[TaskDraft]:
    """Return the tasks in reading order.

    A plan is read in its assignment sections; a ``letter`` (công văn, chỉ thị,
    quyết định) gives orders in any item.
    """
    tasks = [t for root in outline for t in _tasks(text, root, anywhere=letter)]
    if not tasks and not letter:
        tasks = [t for root in outline for t in _tasks(text, root, anywhere=True)]
    led = [t for root in outline for node in root.walk() for t in _roles(text, node)]
    return sorted([*tasks, *led], key=lambda task: task.source.start)


def _tasks(text: str, node: Node, *, anywhere: bool) -> Iterator[TaskDraft]:
    kind = sections.kind_of(node)
    if kind in _LEAVING:
        return
    anywhere = anywhere or _mostly_agencies(node)
    found = agency_of(node) if _may_assign(node, kind, anywhere) else None
    if found is None or _BOILERPLATE.search(node.text):
        for child in node.children:
            yield from _tasks(text, child, anywhere=anywhere)
        return
    below = [child for child in node.children if child.style != "text"]
    named = [child for child in below if agency_of(child)]
    groups = [child for child in below if child.text.startswith("Đối với")]
    if len(groups) > 1:
        yield from (_task(text, child, found) for child in groups)
    elif len(named) > 1 and len(named) >= 0.7 * len(below):
        for child in node.children:
            yield from _tasks(text, child, anywhere=anywhere)
    else:
        yield _task(text, node, found)


def _mostly_agencies(node: Node) -> bool:
    """A section of work whose items are agencies, told what to do one by one."""
    if node.style not in ("roman", "capital"):
        return False
    for style in ("number", "deep1"):
        items = [one for one in node.walk() if one.style == style]
        told = sum(agency_of(one) is not None for one in items)
        if told > 1 and told >= 0.6 * len(items):
            return True
    return False


def _may_assign(node: Node, kind: str | None, anywhere: bool) -> bool:
    if node.style == "text" and node.parent is None:
        return False
    if node.style == "text" and any(
        child.style != "text" for child in (node.parent or node).children
    ):
        return False
    if kind == sections.ASSIGNMENT or node.style == "article":
        return True
    return anywhere and node.style not in ("text", "dash", "plus")


def _task(text: str, node: Node, who: tuple[str, str]) -> TaskDraft:
    whole = text[node.start : node.last]
    deadline, words = find_deadline(whole)
    span = Span(node.start, node.last)
    return TaskDraft(node.id, who[0], who[1], whole, span, deadline, words)


def _roles(text: str, node: Node) -> Iterator[TaskDraft]:
    """ "Cơ quan chủ trì: … Cơ quan phối hợp: …" under a solution."""
    for found in _ROLE.finditer(node.text):
        holder = (
            node if len(node.text) > 2 * len(found.group()) else node.parent or node
        )
        who = found["who"].split(", Cơ quan")[0].strip(" .,;")
        if not AGENCY.match(who):
            continue
        part = "LEAD" if found["role"].lower() == "chủ trì" else "SUPPORT"
        yield _task(text, holder, (who, part))
