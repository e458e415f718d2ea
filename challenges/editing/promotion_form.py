"""The form of recommended results, which are pages of the authority's own."""

from django.utils.translation import gettext_lazy as _

from authorities.forms.admin import OwnedForm


class PromotionForm(OwnedForm):
    """Refuses a page of another authority: a result by itself does not know whose it will be."""

    def clean(self) -> dict:
        """Put the refusal beside the page that was chosen."""
        cleaned = super().clean()
        own = self.instance.authority.root_page.path
        for result in self.formsets["results"].forms:
            page = result.cleaned_data.get("page") if result.is_valid() else None
            if page and not page.path.startswith(own):
                result.add_error("page", _("Choose a page of your own site."))
        return cleaned
