"""A cache that keeps nothing of what a page is made of."""

from typing import Any

from django.core.cache.backends.locmem import LocMemCache


class SiteRoots(LocMemCache):
    """Keeps where Wagtail's sites begin, and nothing else."""

    def _set(self, key: str, value: Any, *args: Any, **kwargs: Any) -> None:
        if "site_root_paths" in key:
            super()._set(key, value, *args, **kwargs)
