"""What an applicant can take away: a PDF of what was sent, and all data that is kept of them."""

import json
from collections.abc import Mapping, Sequence

import typst
from django.conf import settings
from django.utils.translation import gettext as _

from applications.assessment.scoring.reading import Read, about_business, answers_for_assessor
from applications.models import Application, TakesApplications
from applications.record.paper_text import fonts, lines_of
from applications.submission.answers import Answer, fixed_answers, own_answers
from authorities.dates import format_instant
from authorities.scope import settings_of

TEMPLATE = settings.BASE_DIR / "templates" / "applications" / "record" / "application.typ"


def as_pdf(
    application: Application, page: TakesApplications, *, for_assessors: bool = False
) -> bytes:
    """Return what was last sent as a tagged PDF, in the authority's colour.

    For assessors it says what they may read: in blind assessment, not who sent it.
    """
    authority = settings_of(application.authority)
    content = {
        "authority": authority.name,
        "colour": authority.brand_colour,
        "title": _("Application %s") % application.reference,
        "challenge": lines_of(page.title),
        "sent": _("Sent on %s") % format_instant(application.submit_time, authority.zone),
        "state": application.status_for_applicant,
        "parts": [
            {
                "title": title,
                "answers": [
                    {"question": lines_of(one.question), "text": lines_of(one.text)}
                    for one in answers
                ],
            }
            for title, answers in _parts(application, page, for_assessors)
        ],
    }
    return compile_paper(content)


def compile_paper(content: Mapping[str, object]) -> bytes:
    """Return a tagged PDF of a title and parts with their lines, none of them read as markup."""
    return typst.compile(
        TEMPLATE,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(content)},
    )


def _parts(
    application: Application, page: TakesApplications, for_assessors: bool
) -> list[tuple[str, Sequence[Answer | Read]]]:
    """Return the parts of the paper with their answers."""
    if for_assessors:
        return [
            (_("About the business"), about_business(application, page)),
            (_("About this challenge"), answers_for_assessor(application, page)),
        ]
    return [
        (_("About your business"), fixed_answers(application)),
        *(
            (_("Partner: %s") % partner.business_name, fixed_answers(partner))
            for partner in application.partners.all()
        ),
        (_("About this challenge"), own_answers(application)),
    ]
