"""Whatever is asked of the API by its own description, it answers as it says it would."""

import os
from datetime import timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from challenges.open_data.api.routes import api
from marketplace.wsgi import application
from tests.challenges.open_data.conftest import read, record

__all__ = ["read", "record"]
pytestmark = pytest.mark.django_db

SEED = int(os.environ.get("SEED", "2026"))
# 300 cases in `make test`, 5,000 in `make fuzz`.
CASES = 5_000 if os.environ.get("FUZZ") else 300
OPERATIONS = 8
AS_IT_IS = {"Accept-Encoding": "identity"}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(autouse=True)
def _one_connection():
    """Let no request end the test's own transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def cases(operation):
    """Return what is asked: three of four as it is described, the rest not."""
    made = operation.as_strategy()
    if not operation.query:
        return made
    return (
        made
        | made
        | made
        | operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)
    )


def test_every_answer_is_one_that_the_description_allows(record, authority):
    schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
    site = f"http://{authority.hostname}"
    asked = []
    for found in schema.get_all_operations():
        operation = found.ok()

        @seed(SEED)
        @settings(
            max_examples=CASES // OPERATIONS,
            database=None,
            deadline=timedelta(seconds=20),
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases(operation))
        def ask(case):
            asked.append(case.operation.path)
            case.call_and_validate(base_url=site, app=application, headers=AS_IT_IS, checks=CHECKS)

        ask()
    assert len(set(asked)) == OPERATIONS
    assert len(asked) >= CASES * 0.9
