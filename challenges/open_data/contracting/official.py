"""The official schema of OCDS 1.1 with the Cabinet Office's extension, where a setting names it."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from jsonschema import Draft4Validator, FormatChecker

log = structlog.get_logger(__name__)
Node = dict[str, Any]


def schema_faults(body: Node) -> list[str]:
    """Return what the official schema refuses of a release; nothing where there is none."""
    if not settings.OCDS_SCHEMAS:
        _say_unchecked()
        return []
    found = _validator(settings.OCDS_SCHEMAS).iter_errors(body)
    return [f"{'.'.join(map(str, one.absolute_path))}: {one.message}"[:300] for one in found]


@lru_cache(maxsize=1)
def _say_unchecked() -> None:
    log.warning("ocds_schema_not_checked", because="OCDS_SCHEMAS is not set")


@lru_cache(maxsize=4)
def _validator(folder: str) -> Draft4Validator:
    return Draft4Validator(release_schema(Path(folder)), format_checker=FormatChecker())


def release_schema(folder: Path) -> Node:
    """Return the schema of a release, extended (RFC 7396)."""
    base = json.loads((folder / "release-schema.json").read_text())
    extension = folder / "uk-extension" / "release-schema.json"
    return _patched(base, json.loads(extension.read_text())) if extension.exists() else base


def _patched(base: Any, patch: Any) -> Any:
    if not isinstance(patch, dict):
        return patch
    found = dict(base) if isinstance(base, dict) else {}
    for name, value in patch.items():
        if value is None:
            found.pop(name, None)
        else:
            found[name] = _patched(found.get(name), value)
    return found
