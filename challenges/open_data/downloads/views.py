"""The files: CSV and JSON Lines, written while they are read, and a dictionary for each."""

from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone

from authorities.http.table_cells import csv_lines
from authorities.scope import public_authority
from challenges.listing.filter_form import ChallengeFilter
from challenges.open_data.downloads.datasets import DATASETS, Dataset
from challenges.open_data.open_view import open_to_all


def _dataset(name: str) -> Dataset:
    if name not in DATASETS:
        raise Http404
    return DATASETS[name]


@open_to_all
def as_csv(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """Answer the file as CSV; its head names the dictionary (CSV on the Web)."""
    dataset = _dataset(name)
    rows = dataset.rows(request.GET, public_authority(request), timezone.now())

    def lines() -> Iterator[list]:
        yield [column.name for column in dataset.columns]
        for row in rows:
            yield [column.value(row) for column in dataset.columns]

    about = reverse("open_data_dictionary", args=[name])
    filename = f"{_called(dataset, request)}.csv"
    return _download(csv_lines(lines()), "text/csv; charset=utf-8; header=present", filename, about)


@open_to_all
def as_json_lines(request: HttpRequest, name: str) -> StreamingHttpResponse:
    """Answer the file as one JSON object a line, with all that the API says of each."""
    dataset = _dataset(name)
    rows = dataset.rows(request.GET, public_authority(request), timezone.now())
    lines = (f"{row.model_dump_json()}\n" for row in rows)
    return _download(lines, "application/x-ndjson", f"{_called(dataset, request)}.jsonl")


def _called(dataset: Dataset, request: HttpRequest) -> str:
    """Return what the file is called: of a part, that it is one."""
    if not dataset.takes_filters:
        return dataset.name
    bar = ChallengeFilter(request.GET, site=public_authority(request), now=timezone.now())
    return f"{dataset.name}-part" if bar.is_narrowed() else dataset.name


def _download(
    lines: Iterator[str], content_type: str, filename: str, about: str = ""
) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    if about:
        headers["Link"] = f'<{about}>; rel="describedby"; type="application/csvm+json"'
    return StreamingHttpResponse(lines, content_type=content_type, headers=headers)


@open_to_all
def dictionary(request: HttpRequest, name: str) -> JsonResponse:
    """Answer what each column means, as CSV on the Web has it (W3C, tabular metadata)."""
    dataset = _dataset(name)
    columns = [
        {
            "name": column.name,
            "titles": column.name,
            "datatype": column.datatype,
            "dc:description": column.description,
        }
        for column in dataset.columns
    ]
    return JsonResponse(
        {
            "@context": "http://www.w3.org/ns/csvw",
            "url": request.build_absolute_uri(reverse("open_data_csv", args=[name])),
            "dc:title": str(dataset.title),
            "dc:description": str(dataset.description),
            "dc:license": {"@id": settings.OPEN_DATA_LICENCE},
            "dialect": {"encoding": "utf-8", "header": True},
            "tableSchema": {"columns": columns, "primaryKey": "id"},
        },
        content_type="application/csvm+json",
        json_dumps_params={"indent": 2},
    )
