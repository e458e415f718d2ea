"""The applicant's page: the draft while nothing is sent, then what was sent and where it stands."""

from datetime import timedelta

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.drafts import saving
from applications.drafts.browser_drafts import forget
from applications.drafts.form_changes import changes_since
from applications.drafts.mails import queue_address
from applications.drafts.partners.agreement import standings, what_is_missing
from applications.drafts.sections import progress_of, sections_of
from applications.files import draft_files
from applications.files.file_response import as_attachment
from applications.models import Message, deadlines
from applications.portal.access import Access, private
from applications.portal.asides import asides_of
from applications.portal.views.complaint import complaint_context
from applications.portal.way import standing
from applications.submission.answers import fixed_answers, own_answers, retired_answers
from applications.submission.mails import has_receipt
from applications.submission.replacing import harmful_files
from applications.submission.sending import second_of
from applications.submission.submit import terms_of
from applications.submission.unsent import unsent_answers
from applications.workflow.transitions import seems_withdrawable
from authorities.http.unreadable import unreadable_page
from authorities.mail.strangers import too_much_mail
from authorities.scope import settings_of
from businesses.sign_in.mail_budget import may_write_to


@private
def overview(request: HttpRequest, access: Access) -> HttpResponse:
    """Show where the draft, or the application, stands and what can be done."""
    if access.application is None:
        return render(request, "applications/portal/draft.html", draft_context(access))
    application = access.application
    now = timezone.now()
    context = draft_context(access)
    is_kept = access.draft.has_unsent_changes and not context["is_open"]
    letters = list(
        application.letters.told(now).select_related("release").prefetch_related("corrections")
    )
    stands = standing(
        application,
        access.page,
        letters,
        closes_at=context["closes_at"],
        is_open=context["is_open"],
        zone=settings_of(application.authority).zone,
        now=now,
    )
    context |= {
        "application": application,
        "steps": stands.steps(),
        "next_step": stands.next_step(),
        "told": application.told_status(now).value,
        "has_receipt": has_receipt(application),
        "second_path": second_of(request, access.draft),
        "unsent": unsent_answers(application, context["form"]) if is_kept else [],
        "was_sent_today": now - application.submit_time < timedelta(days=1),
        "letters": letters,
        "fixed_answers": fixed_answers(application),
        "answers": own_answers(application),
        "sent_partners": [(one, fixed_answers(one)) for one in application.partners.all()],
        "messages_about_it": Message.objects.filter(application=application).select_related(
            "author"
        ),
        "may_withdraw": seems_withdrawable(application, now),
        **complaint_context(application),
    }
    return render(request, "applications/portal/sent.html", context)


def draft_context(access: Access) -> dict:
    """Return what every page of a draft shows: its form, how far it is, and until when."""
    now = timezone.now()
    draft, page = access.draft, access.page
    sections = sections_of(page.get_form_fields())
    form = saving.draft_form(draft, page)
    progress = progress_of(draft, sections, form)
    partners = standings(draft)
    asked_before = access.application.questions if access.application else draft.questions
    return {
        "access": access,
        "draft": draft,
        "page": page,
        "form": form,
        "progress": progress,
        "complete": sum(one.is_complete and not one.is_untouched for one in progress),
        "needed": sum(not one.is_untouched for one in progress),
        "closes_at": deadlines.closes_at(page, draft),
        "is_open": deadlines.is_open_for(page, draft, now),
        "now": now,
        "harmful_files": harmful_files(draft, now),
        "unfinished_files": draft_files.unfinished(draft).values(),
        "form_changes": changes_since(asked_before, page),
        "asides": asides_of(access, form),
        "retired": retired_answers(draft, page),
        "colleagues": [one for one in draft.colleagues.all() if one.removed_at is None],
        "partners": partners,
        "partners_missing": what_is_missing(partners, page),
        "terms": terms_of(draft.authority),
    }


@private
def own_file(request: HttpRequest, access: Access, pk: int) -> HttpResponse | FileResponse:
    """Hand the applicant a file of theirs, once it is checked."""
    file = get_object_or_404(access.draft.files, pk=pk)
    if waits := unreadable_page(request, file):
        return waits
    return as_attachment(file.file, file.name, file.content_type)


@require_POST
@private
def mail_address(request: HttpRequest, access: Access) -> HttpResponse:
    """Send the draft's private address to the contact, a few times a day at most."""
    draft = access.draft
    if not draft.email:
        messages.warning(request, _("Enter your email address in “About your business” first."))
    elif not may_write_to(request, draft.email):
        messages.warning(request, too_much_mail())
    else:
        queue_address(draft, page=access.page)
        messages.success(request, _("We are sending the address to %s.") % draft.email)
    return HttpResponseRedirect(access.path)


@require_POST
@private
def forget_here(request: HttpRequest, access: Access) -> HttpResponse:
    """Let this browser forget the draft, for somebody who shares a device."""
    forget(request, access.draft)
    return HttpResponseRedirect(access.page.url)
