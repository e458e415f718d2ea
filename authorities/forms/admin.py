"""Forms of the admin that keep to one authority, and save every draft."""

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.forms.models import WagtailAdminModelFormMetaclass
from wagtail.models import Page, Site

from authorities.dates import format_instant
from authorities.forms.instants import InstantField
from authorities.models.unready import UNREADY
from authorities.scope import settings_of


class OwnedForm(WagtailAdminModelForm):
    """The form of something owned; also checks rules that name the authority, which it hides."""

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"authority"}


class DraftForm(WagtailAdminModelForm):
    """A form, or a row of one, that leaves to publishing what only publishing needs."""

    def defer_required_fields(self) -> None:
        """Take a draft; a new row in which nobody wrote anything is none."""
        super().defer_required_fields()
        for formset in self.formsets.values():
            for row in formset.forms:
                row.empty_permitted = row.empty_permitted or row.instance.pk is None
                # Django refuses the two together.
                row.use_required_attribute = False

    def _update_errors(self, errors: ValidationError) -> None:
        if self.is_deferred_validation and hasattr(errors, "error_dict"):
            kept = {
                name: [error for error in found if error.code != UNREADY]
                for name, found in errors.error_dict.items()
            }
            errors = ValidationError({name: found for name, found in kept.items() if found})
        super()._update_errors(errors)


class DraftFormMetaclass(WagtailAdminModelFormMetaclass):
    """Makes the rows of such a form such forms, too."""

    @classmethod
    def child_form(cls) -> type[DraftForm]:
        """Return what rows are made of."""
        return DraftForm


def keep_to(form: BaseForm, authority: Site) -> None:
    """Offer in each field what belongs to the authority; moments are in its time zone."""
    for field in form.fields.values():
        choices = getattr(field, "queryset", None)
        if choices is not None and hasattr(choices, "for_authority"):
            field.queryset = choices.for_authority(authority)  # type: ignore[attr-defined]
        if isinstance(field, InstantField):
            field.zone = settings_of(authority).zone


class AuthorityPageForm(DraftForm, WagtailAdminPageForm, metaclass=DraftFormMetaclass):
    """Offers, in every field that chooses, what belongs to the page's authority alone.

    Moments are written and shown in the authority's time zone.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        authority = self._authority()
        self.authority = settings_of(authority)
        self.zone = self.authority.zone
        keep_to(self, authority)

    def add_error(self, field: str | None, error: object) -> None:
        """Note an error; ask about an end that has passed, where Wagtail refuses drafts too."""
        expire_at = self.cleaned_data.get("expire_at") if field == "expire_at" else None
        if expire_at and expire_at < timezone.now():
            if self.is_deferred_validation:
                return
            error = has_expired(expire_at, self.zone)
        super().add_error(field, error)

    def _authority(self) -> Site:
        parent: Page = self.parent_page
        for site in Site.objects.select_related("root_page"):
            if parent.path.startswith(site.root_page.path):
                return site
        raise Http404("The page stands in no authority's tree.")


def has_expired(expire_at, zone) -> str:
    """Return what is to be decided about a planned end that has passed."""
    return _(
        "The page was to be taken down on %s, and that has passed. To publish it, empty this field "
        "or choose a later time."
    ) % format_instant(expire_at, zone)
