"""Copies of an application for its applicant: to print, as PDF, as data; and its versions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from applications.portal.access import Access, private
from applications.portal.data_copies import as_archive
from applications.portal.views.overview import draft_context
from applications.record import application_pdf
from applications.submission.answers import fixed_answers, history, own_answers, typed_answers


@private
def to_print(request: HttpRequest, access: Access) -> HttpResponse:
    """Show everything on one clean page: what was sent, or the draft as it stands."""
    context = draft_context(access)
    if application := access.application:
        parts = [("", [*fixed_answers(application), *own_answers(application)])]
        partners = list(application.partners.all())
    else:
        parts = [
            (one.section.title, typed_answers(context["form"], one.section.fields))
            for one in context["progress"]
        ]
        partners = [one.partner for one in context["partners"]]
    parts += [(_("Partner: %s") % one.business_name, fixed_answers(one)) for one in partners]
    return render(request, "applications/portal/print.html", context | {"parts": parts})


@private
def pdf(request: HttpRequest, access: Access) -> HttpResponse:
    """Hand out what was sent as a PDF."""
    if access.application is None:
        raise Http404("Nothing was sent.")
    response = HttpResponse(
        application_pdf.as_pdf(access.application, access.page), content_type="application/pdf"
    )
    name = f"{access.application.reference}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@private
def data(request: HttpRequest, access: Access) -> HttpResponse:
    """Hand out all that is kept of the applicant, as JSON and the files, in one archive."""
    response = HttpResponse(as_archive(access.draft), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{access.draft.reference}.zip"'
    return response


@private
def versions(request: HttpRequest, access: Access) -> HttpResponse:
    """Show each sent version, and what changed from one to the next."""
    if access.application is None:
        raise Http404("Nothing was sent.")
    return render(
        request,
        "applications/portal/versions.html",
        {
            "access": access,
            "page": access.page,
            "application": access.application,
            "versions": history(access.application),
        },
    )
