"""Requests per second on two gunicorn workers, eight clients, for a bounded time."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

HOST, PORT = "127.0.0.1", 8971
CLIENTS, SECONDS = 8, 4.0


@dataclass(frozen=True)
class Rate:
    name: str
    per_second: float

    def line(self, against: Rate | None = None) -> str:
        share = f"{self.per_second / against.per_second:>8.2f}×" if against else ""
        return f"{self.name:<58} {self.per_second:>9.0f} lượt/giây  {share}"


@contextmanager
def serving() -> Iterator[None]:
    """gunicorn gthread 2×4 on loopback with the bench addresses."""
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--workers=2",
        "--threads=4",
        "--worker-class=gthread",
        f"--bind={HOST}:{PORT}",
        "--log-level=error",
        "tests.bench.wsgi",
    ]
    server = subprocess.Popen(command, env={**os.environ, "DEBUG": "1"})
    try:
        _wait()
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


def rate(name: str, address: str, *, cookie: str = "", etag: str = "") -> Rate:
    """How many answers eight clients on kept-alive connections get in a second."""
    headers = {"Cookie": cookie} if cookie else {}
    if etag:
        headers["If-None-Match"] = etag
    until = time.perf_counter() + SECONDS
    counts: list[int] = []
    threads = [
        threading.Thread(target=_client, args=(address, headers, until, counts))
        for _ in range(CLIENTS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Rate(name, sum(counts) / SECONDS)


def _client(
    address: str, headers: dict[str, str], until: float, counts: list[int]
) -> None:
    connection = http.client.HTTPConnection(HOST, PORT, timeout=10)
    done = 0
    while time.perf_counter() < until:
        connection.request("GET", address, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status not in {200, 304}:
            raise RuntimeError(f"{address}: {answer.status}")
        done += 1
    counts.append(done)


def _wait() -> None:
    for _ in range(100):
        try:
            connection = http.client.HTTPConnection(HOST, PORT, timeout=1)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("Máy chủ đo không khởi động được.")
