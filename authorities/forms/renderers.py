"""How the public's forms are drawn: GOV.UK's markup, by `default_renderer` on each form.

Not a project-wide `FORM_RENDERER`, which would also restyle the admin.
"""

from django import forms
from django.forms.renderers import TemplatesSetting, get_default_renderer
from django.template import TemplateDoesNotExist


class GovukBoundField(forms.BoundField):
    """A field that knows where an error should lead, and how long an answer may be."""

    @property
    def word_limit(self) -> int | None:
        """The most words that the widget asks for, as its `data-word-limit` attribute says."""
        limit = self.field.widget.attrs.get("data-word-limit")
        return int(limit) if limit else None

    @property
    def first_id(self) -> str:
        """The id of the first control, where an error summary should lead.

        Empty where the form writes no ids.
        """
        if self.auto_id and self.use_fieldset and not self.field.widget.is_hidden:
            first = getattr(self.field.widget, "first_at_fault", lambda typed: 0)
            return f"{self.auto_id}_{first(self.value())}"
        return self.id_for_label or self.auto_id

    def build_widget_attrs(self, attrs, widget=None) -> dict:
        """Let a counted field also be described by its count."""
        attrs = super().build_widget_attrs(attrs, widget)
        if self.word_limit and self.auto_id:
            described = attrs.get("aria-describedby", "")
            attrs["aria-describedby"] = f"{described} {self.auto_id}-info".strip()
        return attrs


class GovukRenderer(TemplatesSetting):
    """Takes `templates/forms/` before Django's own templates of the same name."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = GovukBoundField

    def get_template(self, template_name: str):
        """Return our template for a widget where there is one, and Django's where not."""
        try:
            return super().get_template(template_name.removeprefix("django/"))
        except TemplateDoesNotExist:
            return get_default_renderer().get_template(template_name)
