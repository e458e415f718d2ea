"""People at the browser who sign in by a code."""

import pytest

from tests.signing_in import sign_in_by_code


@pytest.fixture
def send(client, authority):
    """Return a function that sends a form to a path at an authority's own address."""

    def post(path, data=None, *, at=authority, **kwargs):
        return client.post(path, data or {}, headers={"host": at.hostname}, **kwargs)

    return post


@pytest.fixture
def arrive(client, authority):
    """Return a function that signs in by a code at the authority's site."""

    def as_(email, **data):
        return sign_in_by_code(client, email, at=authority, **data)

    return as_
