"""What an assessor takes along to read without a network: each application, and its files."""

import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import IO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications.assessment.assessors.access import AssessorAccess, accepted, assessing
from applications.assessment.permissions import may_read
from applications.assessment.scoring.reading import answers_for_assessor
from applications.history import chain
from applications.models import Application, Assessor, Assignment, Event, TakesApplications
from applications.record.panel_pack import write_application


@require_safe
@assessing
@accepted
def assessor_pack(request: HttpRequest, access: AssessorAccess) -> HttpResponse | FileResponse:
    """Hand out what the assessor may read now, in one ZIP, and put it on the record."""
    assignments = _readable(access.assessor)
    if not assignments:
        raise Http404("There is nothing that the assessor may read.")
    for one in assignments:
        chain.record_for(
            Event.EXPORTED,
            one.application,
            assessor=access.assessor,
            format="assessor_pack",
            count=1,
        )
    applications = [one.application for one in assignments]
    response = FileResponse(
        pack_of(applications, access.page),
        as_attachment=True,
        filename=f"assess-{access.page.slug}.zip",
        content_type="application/zip",
    )
    response["Cache-Control"] = "private, no-store"
    return response


def pack_of(applications: Iterable[Application], page: TakesApplications) -> IO[bytes]:
    """Return the ZIP, open at its beginning; of a blind page it names nobody.

    In the place of a file that nobody may open stands a text that says so.
    """
    made: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
        for application in applications:
            read = answers_for_assessor(application, page)
            files = [(PurePosixPath(one.file_name).name, one.file) for one in read if one.file]
            named = [(f"{number}-{name}", file) for number, (name, file) in enumerate(files, 1)]
            write_application(pack, application, page, named)
    made.seek(0)
    return made


def _readable(assessor: Assessor) -> list[Assignment]:
    """Return the assignments whose application the assessor may read at this moment."""
    now = timezone.now()
    own = Assignment.objects.filter(assessor=assessor, ended_at=None).select_related(
        "application__page", "application__draft", "application__authority"
    )
    return [one for one in own.order_by("pk") if may_read(assessor, one, now=now)]
