"""Debian's Chromium on the demo office: a page for each person, and what it saw."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

# Playwright keeps an event loop in this thread; the rows are still read one by one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from intake.demo import load_demo
from tests.conftest import chromium

DESK, PHONE = {"width": 1366, "height": 900}, {"width": 390, "height": 844}


@dataclass
class Watched:
    """A page and everything that went wrong or left the host while it was open."""

    page: object
    url: str
    faults: list[str] = field(default_factory=list)
    waiting: set[object] = field(default_factory=set)  # requests without an answer yet

    def settle(self) -> None:
        """Let the server answer what it was asked, before its tables are emptied."""
        for _ in range(100):
            if not self.waiting or self.page.is_closed():
                return
            self.page.wait_for_timeout(50)

    def open(self, path: str, *, until: str = "networkidle") -> None:
        self.page.goto(self.url + path, wait_until=until)

    def is_wider_than_its_window(self) -> bool:
        return self.page.evaluate(
            "document.documentElement.scrollWidth > window.innerWidth + 1"
        )

    def _hear_console(self, message: object) -> None:
        where = message.location.get("url", "")
        if message.type == "error" and not where.endswith("/favicon.ico"):
            self.faults.append(f"console: {message.text[:200]} {where}")

    def _see_request(self, request: object) -> None:
        parts = urlsplit(request.url)
        outside = f"{parts.scheme}://{parts.netloc}" != self.url
        if outside and parts.scheme in {"http", "https", "ws", "wss"}:
            self.faults.append(f"request: {request.url[:200]}")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = chromium()
    if path is None:
        pytest.fail("REQUIRE_BROWSER=1 nhưng không thấy Chromium.", pytrace=False)
    flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
    return {**browser_type_launch_args, "executable_path": path, "args": flags}


@pytest.fixture
def office_online(live_server) -> str:
    """The whole demo behind a live server; its address."""
    load_demo()
    return live_server.url


@pytest.fixture
def visit(office_online, browser, as_user) -> Iterator:
    """`visit("hoankiem")` is a watched page in which that person is logged in."""
    contexts, opened = [], []

    def start(
        username: str | None, window: dict[str, int] = DESK, *, strict: bool = True
    ) -> Watched:
        context = browser.new_context(
            viewport=window, locale="vi-VN", bypass_csp=not strict
        )
        contexts.append(context)
        if username:
            _log_in(context, as_user(username), office_online)
        watched = Watched(context.new_page(), office_online)
        watched.page.on("console", watched._hear_console)
        watched.page.on("pageerror", lambda e: watched.faults.append(f"script: {e}"))
        watched.page.on("request", watched._see_request)
        watched.page.on("request", lambda r: watched.waiting.add(r))
        for ended in ("requestfinished", "requestfailed"):
            watched.page.on(ended, lambda r: watched.waiting.discard(r))
        opened.append(watched)
        return watched

    yield start
    for watched in opened:
        watched.settle()
    for context in contexts:
        context.close()


def _log_in(context: object, client: Client, url: str) -> None:
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": url}
    context.add_cookies([cookie])
