"""Requests made up from the API's own description: its answers keep its promises.

Half of the made-up requests ask for things that exist, so that they get past the
gates; a key that may write sends them.
"""

from __future__ import annotations

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.wsgi import application
from intake.demo import PLAN_SLUG
from reports.api import api
from tests.reports.asking import ROOT, bearer, key_of

pytestmark = pytest.mark.django_db(transaction=True)
EXAMPLES = int(os.environ.get("API_EXAMPLES", "10"))
PROMISES = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
REAL = {"plan": PLAN_SLUG, "period": "2021-Q1", "unit": "d002", "agency": "so-y-te"}
OPERATIONS = [
    (method.upper(), path)
    for path, operations in api.get_openapi_schema()["paths"].items()
    for method in operations
]


def made_real(case: schemathesis.Case) -> None:
    """The same request about a plan, a period and a unit that exist."""
    case.query = {k: REAL.get(k, v) for k, v in (case.query or {}).items()}
    if "slug" in (case.path_parameters or {}):
        case.path_parameters["slug"] = PLAN_SLUG
    if isinstance(case.body, dict):
        case.body |= {name: REAL[name] for name in case.body if name in REAL}
        case.body["cells"] = named(case.body.get("cells"))


def named(cells: object) -> object:
    if not isinstance(cells, list):
        return cells
    return [
        cell | {"indicator": "cases"} if isinstance(cell, dict) else cell
        for cell in cells[:1]
    ] + cells[1:]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_made_up_requests_find_no_broken_promise(quarters, method, path, mode):
    headers = bearer(key_of("thuky", "WRITE")) | {"Accept-Encoding": "identity"}
    description = schemathesis.openapi.from_wsgi(
        f"{ROOT}openapi.json", application, headers=headers
    )
    made_up = description[path][method].as_strategy(generation_mode=mode)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=made_up, is_real=st.booleans())
    def keeps_its_promises(case, is_real):
        if is_real:
            made_real(case)
        answer = case.call(headers=headers)

        case.validate_response(
            answer, headers=headers, checks=PROMISES if is_real else None
        )

    keeps_its_promises()
