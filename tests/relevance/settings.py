"""The benchmarks' settings, with the search engine that the environment names."""

from marketplace.settings import test
from tests.benchmarks.settings import *  # noqa: F403

WAGTAILSEARCH_BACKENDS = test.WAGTAILSEARCH_BACKENDS
