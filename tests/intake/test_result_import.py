"""The figures of one period from a workbook, by the same desk and the one door."""

from __future__ import annotations

from typing import Any

import openpyxl
import pytest

from accounts.journal import changeset
from targets.models import Result
from tests import office
from tests.intake.papers import confirm, run, send, state

pytestmark = pytest.mark.django_db
Q1 = ("--period", "2021-Q1")
HEADER = [
    "TT",
    "Đơn vị",
    "Vụ án ma túy",
    "Trong đó: mua bán, vận chuyển",
    "Hồ sơ cai nghiện bắt buộc",
]


@pytest.fixture(autouse=True)
def private_folder(quarters, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "private"


def report(path, *rows: list[Any]):
    book = openpyxl.Workbook()
    for row in (HEADER, *([n, *row] for n, row in enumerate(rows, 1))):
        book.active.append(row)
    book.save(path)
    return path


def value(key: str, code: str = "cases") -> Any:
    row = Result.objects.filter(unit__key=key, indicator__code=code).first()
    return row.value if row else None


def test_the_figures_of_a_quarter_come_in_with_their_cells(tmp_path):
    paper = report(
        tmp_path / "q1.xlsx", ["Hoàn Kiếm", 30, 16, 11], ["PC04", 20, 9, None]
    )

    done = run("import_results", paper, *Q1)

    assert (done.code, done.answer["new"]) == (0, 5)
    row = Result.objects.get(unit__key="d002", indicator__code="cases")
    assert (row.value, row.origin, row.origin_cell) == (30, "IMPORT", "Sheet!C2")


def test_a_blank_or_a_dash_leaves_what_is_reported_alone(tmp_path):
    run("import_results", report(tmp_path / "a.xlsx", ["Hoàn Kiếm", 30, 16, 11]), *Q1)

    done = run(
        "import_results", report(tmp_path / "b.xlsx", ["Hoàn Kiếm", 31, None, "-"]), *Q1
    )

    assert (done.answer["changed"], done.answer["same"]) == (1, 0)
    assert [value("d002"), value("d002", "cases-trafficking")] == [31, 16]


def test_the_same_report_again_changes_nothing(tmp_path):
    paper = report(tmp_path / "q1.xlsx", ["Hoàn Kiếm", 30, 16, 11])
    run("import_results", paper, *Q1)
    before = state()

    again = run("import_results", paper, *Q1)

    assert (again.answer["same"], again.answer["changeset"]) == (3, None)
    assert state() == before


def test_a_part_above_its_whole_is_refused_at_its_cell(tmp_path):
    before = state()
    paper = report(tmp_path / "q1.xlsx", ["Hoàn Kiếm", 10, 16, 11])

    refused = run("import_results", paper, *Q1)

    assert refused.code == 1
    assert "D2" in refused.said
    assert state() == before


def test_a_locked_round_is_refused_and_says_so(tmp_path):
    round_ = office.plan().rounds.get(period_code="2021-Q1")
    with changeset(by=None, what="Khóa") as change:
        round_.locked_at, round_.lock_reason = round_.due_at, "Đã chốt số liệu"
        change.save(round_)
    before = state()

    refused = run(
        "import_results", report(tmp_path / "q1.xlsx", ["Hoàn Kiếm", 30, 16, 11]), *Q1
    )

    assert refused.code == 1
    assert "khóa" in refused.said
    assert state() == before


def test_a_round_locked_between_preview_and_confirm_is_refused(tmp_path, as_user):
    desk = as_user("quantri")
    paper = report(tmp_path / "q1.xlsx", ["Hoàn Kiếm", 30, 16, 11])
    token = send(desk, paper, kind="results", period="2021-Q1", json=True).json()[
        "token"
    ]
    round_ = office.plan().rounds.get(period_code="2021-Q1")
    with changeset(by=None, what="Khóa") as change:
        round_.locked_at, round_.lock_reason = round_.due_at, "Đã chốt số liệu"
        change.save(round_)

    refused = confirm(desk, token)

    assert refused.status_code == 409
    assert value("d002") is None


def test_a_person_loads_results_through_the_page(tmp_path, as_user):
    desk = as_user("thuky")
    paper = report(tmp_path / "q1.xlsx", ["Hoàn Kiếm", 30, 16, 11])
    sent = send(desk, paper, kind="results", period="2021-Q1", json=True)

    done = confirm(desk, sent.json()["token"])

    assert done.status_code == 200
    assert value("d002") == 30
    assert desk.get(done.json()["receipt"]).status_code == 200


def test_a_unit_that_does_not_report_a_figure_is_asked_to_leave_it_blank(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["TT", "Đơn vị", "Xã, phường trọng điểm"])
    book.active.append([1, "PC04", 3])
    book.save(tmp_path / "q1.xlsx")

    refused = run("import_results", tmp_path / "q1.xlsx", *Q1)

    assert refused.code == 1
    assert "E_NOT_ASSIGNED" in refused.said


@pytest.mark.parametrize(
    ("period", "sentence"), [("2021-Q9", "không đúng"), ("2022-Q1", "chưa được mở")]
)
def test_a_period_that_is_not_open_is_said(tmp_path, period, sentence):
    paper = report(tmp_path / "q1.xlsx", ["Hoàn Kiếm", 30, 16, 11])

    refused = run("import_results", paper, "--period", period)

    assert refused.code == 1
    assert sentence in refused.said


def test_the_form_of_a_period_is_filled_in_and_taken_back(tmp_path, as_user):
    desk = as_user("quantri")
    form = tmp_path / "bieu.xlsx"
    form.write_bytes(
        desk.get("/import/template/21-kh-ubnd-2021/?period=2021-Q1").content
    )
    book = openpyxl.load_workbook(form)
    sheet = book.active
    rows = {sheet.cell(r, 2).value: r for r in range(1, sheet.max_row + 1)}
    titles = {sheet.cell(4, c).value: c for c in range(1, sheet.max_column + 1)}
    sheet.cell(
        rows["Quận Hoàn Kiếm"], titles["Số vụ án ma túy bắt giữ, xử lý hình sự"], 30
    )
    ratio = "Điểm phức tạp về ma túy được triệt xóa"
    city = rows["Thành phố Hà Nội"]
    sheet.cell(city, titles[f"{ratio} (tử số)"], 2)
    sheet.cell(city, titles[f"{ratio} (mẫu số)"], 6)
    book.save(form)

    done = run("import_results", form, *Q1)

    assert (done.code, done.answer["new"]) == (0, 3), done.said
    row = Result.objects.get(indicator__code="hotspots-cleared")
    assert (row.numerator, row.denominator) == (2, 6)


def test_the_form_of_one_period_is_not_taken_for_another(tmp_path, as_user):
    form = tmp_path / "bieu.xlsx"
    link = "/import/template/21-kh-ubnd-2021/?period=2021-Q2"
    form.write_bytes(as_user("quantri").get(link).content)

    refused = run("import_results", form, *Q1)

    assert refused.code == 1
    assert "Quý II/2021" in refused.said


def test_the_quota_table_itself_is_not_taken_for_the_results_of_a_quarter(tmp_path):
    shares = [
        [row["name"], int(row["cases"]), None, int(row["rehab_files"] or 0) or None]
        for row in office.annex_rows()
    ]

    refused = run("import_results", report(tmp_path / "giao.xlsx", *shares), *Q1)

    assert refused.code == 1
    assert "đây là biểu giao chỉ tiêu" in refused.said
    assert value("d002") is None


def test_a_quota_table_with_one_figure_altered_is_asked_about(tmp_path):
    shares = [
        [row["name"], int(row["cases"]), None, int(row["rehab_files"] or 0) or None]
        for row in office.annex_rows()
    ]
    shares[0][1] += 1

    told = run("import_results", report(tmp_path / "b.xlsx", *shares), *Q1, "--dry-run")

    (notice,) = [p for p in told.answer["problems"] if p["code"] == "W_QUOTAS"]
    assert notice["message"].startswith("60 trong 61 số của biểu đúng bằng")
