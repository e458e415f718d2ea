"""Forms of the admin that keep to one authority."""

from django.http import Http404
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.models import Page, Site


class OwnedForm(WagtailAdminModelForm):
    """The form of something owned; also checks rules that name the authority, which it hides."""

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"authority"}


class AuthorityPageForm(WagtailAdminPageForm):
    """Offers, in every field that chooses, what belongs to the page's authority alone."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        authority = self._authority()
        for field in self.fields.values():
            choices = getattr(field, "queryset", None)
            if choices is not None and hasattr(choices, "for_authority"):
                field.queryset = choices.for_authority(authority)

    def _authority(self) -> Site:
        parent: Page = self.parent_page
        for site in Site.objects.select_related("root_page"):
            if parent.path.startswith(site.root_page.path):
                return site
        raise Http404("The page stands in no authority's tree.")
