"""What is logged, and how: enough to find a fault, never a private address, and no endless line."""

import re
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

# Below these an address holds a secret; below `contact/` it is signed and names somebody.
PRIVATE_ADDRESS = re.compile(
    r"(/(?:applications(?:/partner)?|assessing|account/following|admin/invitation"
    r"|admin/password_reset/confirm/[^/\s]+)/)[^/\s\"'?&]+(/contact/[^/\s\"'?&]+)?"
)
MAIL_ADDRESS = re.compile(r"[\w.!#$%&*+/=?^`{|}~-]+@(?=[\w-]+\.)")
LINE_BREAK = re.compile(r"[\n\r\v\f\x1b\x85\u2028\u2029]")
LONGEST_TEXT, LONGEST_TRACEBACK = 2_000, 10_000


def hide_private_addresses(_logger: object, _name: str, event: EventDict) -> EventDict:
    """Replace secrets, and whose mail address it is, in every text; a processor of structlog."""
    return {name: _without_secrets(value) for name, value in event.items()}


def keep_to_one_line(_logger: object, _name: str, event: EventDict) -> EventDict:
    """Write line breaks as text, so that nobody forges an entry; a processor of structlog."""
    return {
        name: value if name == "exception" else _in_one_line(value) for name, value in event.items()
    }


def bound_texts(_logger: object, _name: str, event: EventDict) -> EventDict:
    """Take the middle out of every text that is too long; a processor of structlog."""
    return {
        name: _bounded(value, LONGEST_TRACEBACK if name == "exception" else LONGEST_TEXT)
        for name, value in event.items()
    }


BEFORE_OUTPUT: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    hide_private_addresses,
    keep_to_one_line,
    bound_texts,
]


def configure_structlog() -> None:
    """Let every entry, ours and the libraries', go the same way to the standard error."""
    structlog.configure(
        processors=[*BEFORE_OUTPUT, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def logging_of(loggers: dict[str, dict], *, as_json: bool) -> dict[str, Any]:
    """Return the settings of Python's logging, with these loggers beside the root."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [
                    structlog.stdlib.ExtraAdder(allow=["status_code"]),
                    *BEFORE_OUTPUT,
                ],
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer()
                    if as_json
                    else structlog.dev.ConsoleRenderer(colors=False),
                ],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": loggers,
    }


def _without_secrets(value: Any) -> Any:
    if isinstance(value, str):
        value = PRIVATE_ADDRESS.sub(lambda hit: f"{hit[1]}…{'/contact/…' if hit[2] else ''}", value)
        return MAIL_ADDRESS.sub("…@", value)
    if isinstance(value, dict):
        return {key: _without_secrets(one) for key, one in value.items()}
    return [_without_secrets(one) for one in value] if isinstance(value, list | tuple) else value


def _in_one_line(value: Any) -> Any:
    return (
        LINE_BREAK.sub(lambda hit: repr(hit[0])[1:-1], value) if isinstance(value, str) else value
    )


def _bounded(value: Any, longest: int) -> Any:
    if not isinstance(value, str) or len(value) <= longest:
        return value
    half = longest // 2
    return f"{value[:half]}\n… {len(value) - 2 * half} characters …\n{value[-half:]}"
