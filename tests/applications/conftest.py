"""Browsers and people who apply."""

import pytest
from django.test import Client

from tests.signing_in import sign_in_by_code


@pytest.fixture
def post(client, authority):
    """Return a function that sends a form to a path at the authority's address."""

    def send(path, typed=None, **headers):
        return client.post(path, typed or {}, headers={"host": authority.hostname, **headers})

    return send


@pytest.fixture
def prove(client, authority):
    """Return a function that proves an address by a code, in this browser."""

    def sign_in(email):
        sign_in_by_code(client, email, at=authority)

    return sign_in


@pytest.fixture
def stranger(authority):
    """Another browser, in which nobody has proven or written anything."""
    return Client(headers={"host": authority.hostname})


AGREED = {"consent": "on", "accept_terms": "on"}


def name_of(page, label: str) -> str:
    """Return the name under which answers to the page's question of this label are kept."""
    return next(found.clean_name for found in page.questions.all() if found.label == label)
