"""How tests talk to the API: addresses without the prefix, bodies as dicts."""

from __future__ import annotations

import json

from django.test import Client

from accounts import tokens
from intake.demo import PLAN_SLUG
from tests import office

ROOT = "/api/v1/"
REPORT = f"results?plan={PLAN_SLUG}&period=2021-Q1&unit="


def get(client: Client, address: str = "", **headers):
    return client.get(ROOT + address, headers=headers)


def items(client: Client, address: str) -> list[dict]:
    answer = get(client, address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()["items"]


def body(*cells: dict, unit="d002", period="2021-Q1", plan=PLAN_SLUG) -> dict:
    return {"plan": plan, "period": period, "unit": unit, "cells": list(cells)}


def put(client: Client, content: object, **headers):
    text = content if isinstance(content, str) else json.dumps(content)
    return client.put(
        ROOT + "results", text, content_type="application/json", headers=headers
    )


def key_of(username: str, scope: str = "READ") -> str:
    return tokens.issue(
        by=office.person(username), name=f"{username} {scope}", scope=scope, days=1
    )[1]


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}
