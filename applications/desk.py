"""What staff do for an applicant: write to them, change their contact, give them more time."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from post_office.models import STATUS, Email
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.models import Page

from applications import colleagues, correspondence
from applications.extensions import ExtensionRefused, extend
from applications.forms import AddressForm, MessageForm
from applications.models import Draft, Extension, Letter, Message
from applications.moderation import SCREEN, back_to_screen, find_application
from applications.permissions import MOVERS, READERS
from applications.screen import application_context
from authorities.forms.cleaning import key_of
from authorities.models import Role
from authorities.permissions import may_act_as
from authorities.scope import settings_of, staff_authority, staff_member


class ExtensionForm(forms.Form):
    """Who gets more time, until when and why. The reference is what the applicant tells."""

    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        max_length=24,
        help_text=gettext_lazy("The applicant finds it on the page of their draft."),
    )
    until = forms.DateTimeField(
        label=gettext_lazy("Until"),
        widget=AdminDateTimeInput,
        help_text=gettext_lazy("In the authority's time zone."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept on the record; the applicant does not read it."),
    )


@require_POST
def message_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to the applicant."""
    application = find_application(request, pk, *MOVERS)
    form = MessageForm(request.POST)
    if not form.is_valid():
        context = application_context(request, application, message_form=form)
        return render(request, SCREEN, context, status=422)
    correspondence.write(
        application,
        form.cleaned_data["text"],
        by=staff_member(request),
        page=application.page.specific,
    )
    messages.success(request, _("The applicant can read your message now; a mail says so."))
    return back_to_screen(request, application, "messages")


@require_POST
def contact_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Make another address the contact's, as somebody of the business asked."""
    application = find_application(request, pk, *MOVERS)
    form = AddressForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["email"])))
        return back_to_screen(request, application)
    by = staff_member(request)
    page = application.page.specific
    before = application.email
    colleagues.change_contact(application.draft, form.cleaned_data["email"], page=page, by=by)
    Message.objects.create(
        application=application,
        author=by,
        text=_("The contact was changed from %(before)s to %(after)s, as your business asked.")
        % {"before": before, "after": form.cleaned_data["email"]},
    )
    messages.success(request, _("The contact is changed. Both addresses get a mail."))
    return back_to_screen(request, application)


def extensions_view(request: HttpRequest, page_pk: int) -> HttpResponse:
    """List who was given more time for a page, and give it."""
    authority = staff_authority(request)
    if not may_act_as(request.user, authority, *READERS):
        raise Http404
    page = get_object_or_404(
        Page.objects.filter(path__startswith=authority.root_page.path), pk=page_pk
    ).specific
    form = ExtensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refusal = _extend(request, page, form)
        if not refusal:
            return redirect(request.path)
        form.add_error(*refusal)
    context = {
        "page": page,
        "form": form,
        "authority": settings_of(authority),
        "may_extend": bool(may_act_as(request.user, authority, Role.PROGRAMME_MANAGER)),
        "extensions": Extension.objects.filter(draft__page=page).select_related("actor", "draft"),
    }
    status = 422 if form.errors else 200
    return render(request, "applications/admin/extensions.html", context, status=status)


def _extend(request: HttpRequest, page, form: ExtensionForm) -> tuple[str, str] | None:
    """Give the time; return the field and the message of what stands against it."""
    draft = Draft.objects.filter(
        page_id=page.pk, reference__iexact=form.cleaned_data["reference"].strip()
    ).first()
    if draft is None:
        return "reference", _("No draft for this challenge has this reference.")
    zone = settings_of(draft.authority).zone
    until: datetime = timezone.make_naive(form.cleaned_data["until"]).replace(tzinfo=zone)
    try:
        extend(
            draft,
            page,
            until=until,
            by=staff_member(request),
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
    except ExtensionRefused as refusal:
        return "until", str(refusal)
    messages.success(request, _("The applicant has more time, and gets a mail."))
    return None


def mails_view(request: HttpRequest) -> HttpResponse:
    """List the authority's mails that failed for good; put one into the queue again."""
    authority = staff_authority(request)
    if not may_act_as(request.user, authority, *MOVERS):
        raise Http404
    failed = failed_letters(authority)
    if request.method == "POST":
        letter = get_object_or_404(failed, pk=key_of(request.POST.get("letter", "")))
        Email.objects.filter(pk=letter.mail_id).update(
            status=STATUS.queued, number_of_retries=None, scheduled_time=None
        )
        messages.success(request, _("The mail is tried again."))
        return redirect(request.path)
    return render(
        request,
        "applications/admin/mails.html",
        {
            "letters": Paginator(failed, 25).get_page(request.GET.get("p")),
            "authority": settings_of(authority),
        },
    )


def failed_letters(authority):
    """Return the authority's mails that are no longer tried, the newest first."""
    return (
        Letter.objects.filter(authority=authority, mail__status=STATUS.failed)
        .select_related("mail")
        .prefetch_related("mail__logs")
        .order_by("-queued_at")
    )
