"""The graph of documents: layers, conflicts, force in time, and the signed papers.

Source: product.md, promise 13; 4026/UBND-VX cites 07/KH-BCĐ and 07/KH-UBND of 25/4/2012.
"""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import ChangeSet
from plans import graph
from plans.graph import Edge, Node, draw, in_force
from plans.graph_page import GraphPage
from plans.models import Attachment
from tests import office

APRIL = dt.date(2012, 4, 25)
PAGE = "/plans/21-kh-ubnd-2021/graph/"
PDF = b"%PDF-1.7 ban ky"


def node(number, layer):
    return Node(id=number, label=str(number), note="", layer=layer)


@given(st.lists(st.integers(-2, 2), min_size=1, max_size=30))
def test_no_two_boxes_lie_on_each_other(layers):
    drawing = draw([node(n, layer) for n, layer in enumerate(layers)], [])

    places = {(box.x, box.y) for box in drawing.boxes}
    assert len(places) == len(layers)
    assert all(0 <= b.x <= drawing.width - graph.WIDTH for b in drawing.boxes)
    assert all(0 <= b.y <= drawing.height - graph.HEIGHT for b in drawing.boxes)


@given(st.lists(st.integers(-2, 2), min_size=2, max_size=20))
def test_what_is_cited_stands_above(layers):
    drawing = draw([node(n, layer) for n, layer in enumerate(layers)], [])

    by_height = sorted(drawing.boxes, key=lambda box: box.y)
    assert [b.node.layer for b in by_height] == sorted(layers)


def test_a_line_needs_both_its_ends():
    nodes = [node(1, 0), node(2, -1)]
    edges = [
        Edge(source=1, cited=2, relation="BASIS"),
        Edge(source=1, cited=9, relation="BASIS"),
        Edge(source=1, cited=1, relation="BASIS"),
    ]

    assert [line.relation for line in draw(nodes, edges).lines] == ["BASIS"]


def test_one_number_and_day_with_two_issuers_is_a_question():
    cited = [("07/KH-BCĐ", APRIL), ("07/KH-UBND", APRIL), ("không số", APRIL)]

    assert graph.conflicts(cited) == [("07/KH-BCĐ", "07/KH-UBND", APRIL)]


def test_another_day_or_no_day_is_no_contradiction():
    other = APRIL + dt.timedelta(days=1)

    assert graph.conflicts([("07/KH-BCĐ", APRIL), ("07/KH-UBND", other)]) == []
    assert graph.conflicts([("07/KH-BCĐ", None), ("07/KH-UBND", None)]) == []


@pytest.mark.parametrize(
    ("on", "holds"),
    [((2020, 12, 31), False), ((2021, 1, 1), True), ((2025, 8, 23), True),
     ((2025, 8, 24), False)],
)  # fmt: skip
def test_a_document_holds_from_its_day_until_it_is_replaced(on, holds):
    begins, replaced = dt.date(2021, 1, 1), dt.date(2025, 8, 24)

    day = dt.date(*on)
    assert in_force(day, begins=begins, ends=None, replaced_on=replaced) is holds


def test_a_document_without_days_holds():
    assert in_force(APRIL, begins=None, ends=None)


@pytest.mark.django_db
def test_the_plan_stands_below_the_twelve_documents_it_names():
    plan = office.plan()
    page = GraphPage(plan.document, dt.date(2021, 3, 1), plan)

    own = [box.node.label for box in page.drawing.boxes if box.node.layer == 0]
    cited = {box.node.label for box in page.drawing.boxes if box.node.layer == -1}
    assert own == ["21/KH-UBND"]
    assert {"36-CT/TW", "101/KH-UBND", "8014/QĐ-BCA-H01"} <= cited
    assert len(page.drawing.lines) == len(page.lines)


@pytest.mark.django_db
def test_the_page_shows_the_same_as_drawing_and_as_list(quotas, as_user):
    page = as_user("hoankiem").get(PAGE).content.decode()

    assert page.count("graph__node ") + page.count('graph__node"') >= 13
    assert "chỉ được viện dẫn" in page
    assert "Chỉ thị số 36-CT/TW ngày 16/8/2019" in page


@pytest.mark.django_db
def test_a_page_of_another_day_shows_what_held_then(as_user):
    page = as_user("thuky").get(f"{PAGE}?on=2016-01-01").content.decode()

    assert "không có hiệu lực" in page


@pytest.mark.django_db
def test_the_signed_paper_is_kept_with_its_digest(quotas, as_user, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    address = PAGE.replace("graph", "attach")

    as_user("thuky").post(address, {"file": SimpleUploadedFile("21.pdf", PDF)})

    row = Attachment.objects.get()
    got = as_user("hoankiem").get(f"/plans/21-kh-ubnd-2021/papers/{row.pk}/")
    line = ChangeSet.objects.first()
    assert got.content == PDF
    assert "attachment" in got.headers["Content-Disposition"]
    assert (line.file_sha256, line.stored_file) == (row.sha256, row.stored_file)


@pytest.mark.django_db
def test_a_paper_that_was_altered_on_the_disk_is_not_handed_out(
    as_user, tmp_path, settings
):
    settings.MEDIA_ROOT = tmp_path
    address = PAGE.replace("graph", "attach")
    as_user("thuky").post(address, {"file": SimpleUploadedFile("21.pdf", PDF)})
    row = Attachment.objects.get()

    (tmp_path / row.stored_file).write_bytes(PDF + b"!")

    got = as_user("thuky").get(f"/plans/21-kh-ubnd-2021/papers/{row.pk}/")
    assert got.status_code == 409


@pytest.mark.django_db
@pytest.mark.parametrize(("username", "status"), [("hoankiem", 403), ("soyte", 403)])
def test_who_may_not_read_plans_in_attaches_nothing(as_user, username, status):
    address = PAGE.replace("graph", "attach")

    answer = as_user(username).post(address, {"file": SimpleUploadedFile("a.pdf", PDF)})

    assert answer.status_code == status
    assert not Attachment.objects.exists()
