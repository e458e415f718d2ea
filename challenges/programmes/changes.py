"""What was changed, before and after, in the history of what programmes are run with."""

from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter, log
from wagtail.snippets.views.snippets import EditView

from authorities.forms.cleaning import clean_key
from authorities.models import Owned
from authorities.viewsets import OwnedCreateView, OwnedViewSet
from challenges.models import ChallengePage, ProgrammePage

CHANGED = "programmes.changed"
# What a model of a programme lets its managers do, by its name.
ACTIONS = ("add", "change", "delete")


class ChangeFormatter(LogFormatter):
    """Says each value that was changed, as it was and as it is."""

    label = gettext_lazy("Change a value")

    def format_message(self, log_entry) -> str:
        """Return the entry in words."""
        rows = (
            _("%(label)s: %(before)s, now %(after)s")
            % {key: row[key] or _("nothing") for key in ("label", "before", "after")}
            for row in log_entry.data.get("changes", [])
        )
        return "; ".join(rows)


def register_changes(actions) -> None:
    """Name the kind of entry."""
    actions.register_action(CHANGED)(ChangeFormatter)


def permissions_of(*models_: type[models.Model]) -> list[str]:
    """Return what the role of who runs programmes is given for these models."""
    names = [model._meta.model_name for model in models_]
    return [f"challenges.{action}_{name}" for name in names for action in ACTIONS]


class OnceOnly:
    """Refuses in words what the database holds already, where two were sent at once."""

    def form_valid(self, form) -> Any:
        """Keep it; show the form again where somebody else was faster."""
        try:
            with transaction.atomic():
                return super().form_valid(form)  # type: ignore[misc]
        except IntegrityError:
            form.add_error(None, _("This was kept a moment ago: look at the list."))
            # As Wagtail's own check does, before it shows the form again.
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            return self.form_invalid(form)  # type: ignore[attr-defined]


class KeepingCreateView(OnceOnly, OwnedCreateView):
    """Makes one, once; of the programme or challenge that the address names."""

    def get_initial_form_instance(self) -> Owned:
        """Return a new instance of the authority's, about what is its own."""
        made = super().get_initial_form_instance()
        for name, pages in (("programme", ProgrammePage), ("challenge", ChallengePage)):
            key = clean_key(self.request.GET.get(name, ""))
            if key and hasattr(made, f"{name}_id"):
                mine = pages.objects.for_authority(made.authority)  # type: ignore[attr-defined]
                setattr(made, name, mine.filter(pk=key).first())
        return made


class KeepingEditView(OnceOnly, EditView):
    """Notes in the log what each value was before."""

    def save_instance(self) -> Any:
        """Save, and keep what was changed."""
        before = type(self.object)._base_manager.get(pk=self.object.pk)
        saved = super().save_instance()
        changes = [
            {"label": capfirst(str(field.verbose_name)), "before": was, "after": now}
            for field in saved._meta.concrete_fields
            if (was := _said(before, field)) != (now := _said(saved, field))
        ]
        if changes:
            user = self.request.user
            log(saved, CHANGED, user=user, data={"changes": changes})
        return saved


def _said(instance: models.Model, field: models.Field) -> str:
    """Return the value in words."""
    if field.choices:
        return str(getattr(instance, f"get_{field.name}_display")())
    value = getattr(instance, field.name)
    return "" if value is None else str(value)


class ProgrammeViewSet(OwnedViewSet):
    """The admin's pages for what a programme is run with."""

    add_view_class = KeepingCreateView
    edit_view_class = KeepingEditView
