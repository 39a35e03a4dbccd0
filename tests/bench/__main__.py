"""`make bench`: ours beside its limit, printed as ratios; nothing is asserted."""

from __future__ import annotations

import os
import platform
from dataclasses import replace

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from intake.scale import SIZES, seed
from tests.bench.imports import import_rows
from tests.bench.load import rate, serving
from tests.bench.pages import counted, page_rows, reader

settings.DEBUG = False  # it would keep every query
settings.ROOT_URLCONF = "tests.bench.urls"
settings.ALLOWED_HOSTS = ["*"]
API = "/api/v1/progress?plan=01-kh-2021&period=2021-N9"
UNIT = "/units/d00001/?plan=01-kh-2021&period=2021-N9"


def main() -> None:
    sizes = os.environ.get("BENCH_SIZES", "city,districts").split(",")
    years = int(os.environ.get("BENCH_YEARS", "0"))
    print(f"Python {platform.python_version()}, Django {django.__version__}, ", end="")
    print(f"{connection.vendor}, {os.cpu_count()} nhân; trung vị, so từng cặp")
    print(f"{'việc / giới hạn của nó':<58} {'việc':>12} {'giới hạn':>13} {'tỷ số':>9}")
    for size in sizes:
        call_command("migrate", verbosity=0)
        call_command("flush", interactive=False, verbosity=0)
        seed(replace(SIZES[size], years=years or SIZES[size].years))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as autovacuum would have by now
        print(f"-- {size}: {counted()} kết quả")
        for row in page_rows(size):
            print(row.line(), flush=True)
        served()
        if size != "city":
            for line in import_rows():
                print(line, flush=True)


def served() -> None:
    browser = reader()
    cookie = f"sessionid={browser.cookies['sessionid'].value}"
    etag = browser.get(API)["ETag"]
    with serving():
        one = rate("Trang một truy vấn", "/do-mot-truy-van/")
        print(one.line(), flush=True)
        page = rate("Trang một đơn vị", UNIT, cookie=cookie)
        print(page.line(one), flush=True)
        same = rate("API, If-None-Match còn đúng (304)", API, cookie=cookie, etag=etag)
        print(same.line(one), flush=True)


main()
