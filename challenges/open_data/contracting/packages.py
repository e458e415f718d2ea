"""What others fetch: packages of releases and of records, page by page, and whole files."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from authorities.scope import listed_authorities, public_authority, settings_of
from challenges.models import ChallengePage, PublicRelease
from challenges.open_data.contracting.continuity import compiled
from challenges.open_data.contracting.releases import note_due
from challenges.open_data.open_view import open_to_all

EXTENSIONS = [
    "https://raw.githubusercontent.com/cabinetoffice/ocds_uk_extension/main/extension.json"
]
PER_PAGE = 100
Node = dict[str, Any]


def _published(request: HttpRequest) -> QuerySet[PublicRelease]:
    """Return the releases that may be read here, in the order in which they were written."""
    note_due(timezone.now())
    site = public_authority(request)
    found = PublicRelease.objects.on(site).order_by("pk")
    if wanted := request.GET.get("authority"):
        found = found.filter(challenge__path__startswith=_root_of(site, wanted))
    return found


def _root_of(site: Site, slug: str) -> str:
    for authority in listed_authorities(site):
        if authority.site.root_page.slug == slug:
            return authority.site.root_page.path
    raise Http404(_("No authority of this name is listed here."))


def _after(request: HttpRequest) -> int:
    asked = request.GET.get("after", "0")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        raise Http404(_("“after” is the number that the page before ended with."))
    return int(asked)


def _package(request: HttpRequest, content: Node, date: str, last: int | None) -> JsonResponse:
    """Return the package; `last` is where the next page begins, if there is one."""
    authority = settings_of(public_authority(request))
    publisher: Node = {"name": authority.name, "uri": f"{authority.site.root_url}/"}
    if authority.ppon:
        publisher |= {"scheme": "GB-PPON", "uid": authority.ppon}
    links = {}
    if last is not None:
        asked = {name: value for name, value in request.GET.items() if name != "after"}
        query = urlencode({**asked, "after": last})
        links = {"links": {"next": request.build_absolute_uri(f"{request.path}?{query}")}}
    return JsonResponse(
        {
            "uri": request.build_absolute_uri(),
            "version": "1.1",
            "extensions": EXTENSIONS,
            "publishedDate": date,
            "publisher": publisher,
            "license": settings.OPEN_DATA_LICENCE,
            "publicationPolicy": request.build_absolute_uri(reverse("open_data")),
            **content,
            **links,
        }
    )


def _latest(rows: list[PublicRelease]) -> str:
    """Return when the newest of these was; of none, when the standard's version was."""
    return max((row.at for row in rows), default=timezone.now()).isoformat()


@open_to_all
def releases(request: HttpRequest) -> JsonResponse:
    """Answer a page of releases, in the order in which they were written.

    A page goes on after a number, not at a place: what is published meanwhile moves nothing.
    """
    found = _published(request).filter(pk__gt=_after(request))
    rows = list(found[: PER_PAGE + 1])
    page, more = rows[:PER_PAGE], len(rows) > PER_PAGE
    content = {"releases": [row.body for row in page]}
    return _package(request, content, _latest(page), page[-1].pk if more else None)


@open_to_all
def records(request: HttpRequest) -> JsonResponse:
    """Answer a page of records: each challenge with all its releases and what they say together."""
    found = _published(request)
    keys = found.filter(challenge__gt=_after(request)).order_by("challenge")
    wanted = list(keys.values_list("challenge", flat=True).distinct()[: PER_PAGE + 1])
    page, more = wanted[:PER_PAGE], len(wanted) > PER_PAGE
    rows = list(found.filter(challenge__in=page).order_by("challenge", "number"))
    content = {"records": list(_records(rows))}
    return _package(request, content, _latest(rows), page[-1] if more else None)


@open_to_all
def record(request: HttpRequest, key: UUID) -> JsonResponse:
    """Answer the record of one challenge; raise `Http404` where none is published."""
    page = ChallengePage.objects.filter(translation_key=key).first()
    rows = list(_published(request).filter(challenge=page).order_by("number")) if page else []
    if not rows:
        raise Http404(_("No record of this challenge is published here."))
    return _package(request, {"records": list(_records(rows))}, _latest(rows), None)


def _records(rows: list[PublicRelease]) -> Iterator[Node]:
    """Yield a record for each challenge; its rows stand together, in their order."""
    of: dict[int, list[PublicRelease]] = {}
    for row in rows:
        of.setdefault(row.challenge_id, []).append(row)
    for own in of.values():
        yield {
            "ocid": own[-1].ocid,
            "releases": [row.body for row in own],
            "compiledRelease": compiled_release(own[-1].body),
        }


def compiled_release(body: Node) -> Node:
    """Return what all releases until this one say together."""
    head = {"id": f"{body['ocid']}-{body['date']}", "tag": ["compiled"]}
    return compiled(body) | head


def _as_lines(kind: str, lines_of: Callable[[QuerySet[PublicRelease]], Iterator[Node]]):
    """Return a view of a whole file, a JSON object a line, of one instant that its name says."""

    @open_to_all
    def whole(request: HttpRequest) -> StreamingHttpResponse:
        found = _published(request)
        last = found.order_by("-pk").values_list("pk", flat=True).first() or 0
        at = timezone.now().strftime("%Y%m%dT%H%M%SZ")
        lines = (_line(one) for one in lines_of(found.filter(pk__lte=last)))
        disposition = f'attachment; filename="ocds-{kind}-{at}.jsonl"'
        return StreamingHttpResponse(
            lines,
            content_type="application/x-ndjson",
            headers={"Content-Disposition": disposition},
        )

    return whole


def _line(node: Node) -> str:
    return JsonResponse(node).content.decode() + "\n"


def _release_lines(found: QuerySet[PublicRelease]) -> Iterator[Node]:
    last = 0
    while rows := list(found.filter(pk__gt=last)[:PER_PAGE]):
        yield from (row.body for row in rows)
        last = rows[-1].pk


def _record_lines(found: QuerySet[PublicRelease]) -> Iterator[Node]:
    last = 0
    ordered = found.order_by("challenge").values_list("challenge", flat=True).distinct()
    while keys := list(ordered.filter(challenge__gt=last)[:PER_PAGE]):
        yield from _records(list(found.filter(challenge__in=keys).order_by("challenge", "number")))
        last = keys[-1]


all_releases = _as_lines("releases", _release_lines)
all_records = _as_lines("records", _record_lines)
