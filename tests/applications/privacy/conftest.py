"""A time at which nothing need be kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

YEAR = timedelta(days=365)


@pytest.fixture
def later(recorded):
    """A moment at which everything's time is over."""
    return timezone.now() + 7 * YEAR
