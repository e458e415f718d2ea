"""The search by meaning, turned on for a test, with the encoder that the product has."""

import pytest

UNIVERSAL = "search.meaning.universal.UniversalSentenceEncoder"


@pytest.fixture
def meaning(settings, db):
    """Find by meaning too; what another test has written of its pages is forgotten."""
    from search.meaning.encoders import encoder
    from search.meaning.matrix import matrix_of

    settings.SENTENCE_ENCODER = UNIVERSAL
    # Weights are kept from run to run; the file of pages is this process's own, by its database.
    matrix = matrix_of(encoder())
    matrix.path.unlink(missing_ok=True)
    yield matrix
    matrix.path.unlink(missing_ok=True)
