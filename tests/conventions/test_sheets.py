"""Every table on the screen leaves as CSV and as a workbook, with what it shows."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from reports.addresses import addresses
from tests.conventions import people

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Pages whose tables are not for taking along, and why.
LEFT_OUT = {
    "home": "bảng rút gọn; trang đầy đủ của từng bảng có tải",
    "tokens": "khóa API của một người, không phải số liệu",
    "entry-unit": "biểu để gõ; tải ở trang của đơn vị, mẫu nhập ở trang nạp tệp",
    "entry-round": "biểu để gõ; tải ở trang của chỉ tiêu",
    "import": "chỗ nhận tệp; tệp gốc và tệp đánh dấu lỗi tải ở biên nhận",
    "import-units": "chỗ nhận tệp; bảng là cách viết mẫu",
    "plan-reading-desk": "bản nháp đang đọc, chưa là số liệu",
    "journal": "tải qua journal-export, có cả dòng của các trang sau",
}

# Their tables come with the first file, draft or key.
EMPTY_TODAY = {"import", "import-units", "tokens", "plan-reading-desk"}


@pytest.fixture
def tables(quarters, as_user):
    """`tables(role)` → (name, path, client) of every page of that role with a table."""

    def walk(role: str):
        client = as_user(people.ROLES[role])
        for address in addresses():
            if "GET" not in address.methods or address.name.startswith(("admin", "/")):
                continue
            sets = people.arguments(address.name, address.parameters)
            arguments = sets.get(people.OWN) or sets.get(people.ANY)
            if arguments is None or address.name == "logout":
                continue
            path = reverse(address.name, kwargs=arguments)
            if "<table" in _page(client, path):
                yield address.name, path, client

    return walk


def _page(client: Client, path: str) -> str:
    response = client.get(path)
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    return response.content.decode() if response.status_code == 200 and is_page else ""


def _rows(content: bytes) -> int:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return sum(sheet.max_row for sheet in book.worksheets)


@pytest.mark.parametrize("role", ["SECRETARIAT", "OFFICIAL"])
def test_a_page_with_a_table_offers_it_as_a_workbook_and_as_csv(tables, role):
    lacking = [
        name
        for name, path, client in tables(role)
        if name not in LEFT_OUT
        and not ({"format=xlsx", "format=csv"} <= _offers(_page(client, path)))
    ]

    assert lacking == []


@pytest.mark.parametrize("role", ["SECRETARIAT", "OFFICIAL"])
def test_what_is_offered_comes_with_at_least_a_heading_and_a_row(tables, role):
    wrong = {}
    for name, path, client in tables(role):
        if name in LEFT_OUT:
            continue
        book = client.get(path, {"format": "xlsx"})
        text = client.get(path, {"format": "csv"})
        if book.headers["Content-Type"] != XLSX or _rows(book.content) < 3:
            wrong[name] = book.headers["Content-Type"]
        elif not text.content.startswith(b"\xef\xbb\xbf"):
            wrong[name] = "csv"

    assert wrong == {}


def test_every_exception_is_a_page_with_a_table_today(tables):
    walked = {
        name
        for role in ("SECRETARIAT", "OFFICIAL", "IMPORT_ADMIN")
        for name, *_ in tables(role)
    }

    assert set(LEFT_OUT) - walked <= EMPTY_TODAY


def _offers(page: str) -> set[str]:
    """The register of communes has its CSV at an address of its own."""
    found = {kind for kind in ("format=xlsx", "format=csv") if kind in page}
    own = reverse("communes-export") in page
    return found | ({"format=csv"} if own else set())


def test_a_list_of_many_pages_leaves_whole(as_user):
    text = as_user("thuky").get("/communes/", {"format": "csv"}).content.decode()

    assert text.count("\r\n") > 500
