"""What a page needs before it can go out, as a list that leads to the fields."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.fields import StreamField
from wagtail.models import Page

from authorities.forms.admin import has_expired
from authorities.scope import authority_of, settings_of

EMPTY = ("blank", "null", "required")


class Missing(NamedTuple):
    """One thing without which a page does not go out."""

    name: str  # of the field, or of the rows
    label: str
    text: str

    def __str__(self) -> str:
        if self.label.endswith("?"):
            return f"{self.label} {capfirst(self.text)}"
        return f"{self.label}: {self.text}" if self.label else self.text


def what_is_missing(page: Page, now: datetime) -> list[Missing]:
    """Return what keeps this version of a page from going out, in the order of its fields.

    Each app adds what it knows by the hook `missing_of_page`: a dictionary of sentences by names.
    """
    shown = page.get_edit_handler().get_form_class().base_fields
    others = {field.name for field in page._meta.get_fields()} - set(shown)
    errors: dict[str, list[ValidationError]] = {}
    # A page that was never saved has no place in the tree, by which its name would be checked.
    checks = [
        lambda: page.clean_fields(exclude=others),
        lambda: _check_streams(page, shown),
        *([page.clean] if page.pk else []),
    ]
    for check in checks:
        try:
            check()
        except ValidationError as refused:
            errors = refused.update_error_dict(errors)
    missing = [
        Missing(name, _label(page, name), _sentence(error))
        for name in sorted(errors, key=[*shown, NON_FIELD_ERRORS, *errors].index)
        for error in errors[name]
    ]
    for rows in hooks.get_hooks("missing_of_page"):
        missing += [Missing(name, "", text) for name, text in rows(page, now).items()]
    if page.pk and page.expire_at and page.expire_at < now:
        zone = settings_of(authority_of(page)).zone
        missing.append(Missing("expire_at", "", has_expired(page.expire_at, zone)))
    return missing


def in_one_line(missing: list[Missing]) -> str:
    """Return the things as sentences, one after the other."""
    return " ".join(
        text if (text := str(one)).endswith((".", "?", "!")) else f"{text}." for one in missing
    )


def _check_streams(page: Page, shown: Collection[str]) -> None:
    """Refuse streams without a block: Wagtail asks for one in forms alone."""
    streams = [field for field in page._meta.get_fields() if isinstance(field, StreamField)]
    empty = [
        field.name
        for field in streams
        if field.name in shown and not field.blank and not getattr(page, field.name)
    ]
    if empty:
        raise ValidationError({name: ValidationError("", code="blank") for name in empty})


def _label(page: Page, name: str) -> str:
    if name == NON_FIELD_ERRORS:
        return ""
    return capfirst(str(page._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def _sentence(error: ValidationError) -> str:
    return _("not filled in yet") if error.code in EMPTY else " ".join(error.messages)
