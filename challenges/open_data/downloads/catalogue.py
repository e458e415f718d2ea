"""What there is, its licence, and how to cite it: for people, and as DCAT and schema.org."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from authorities.models import AuthoritySettings
from authorities.scope import listed_authorities, public_authority, settings_of
from challenges.open_data.downloads.datasets import DATASETS, Dataset
from challenges.open_data.open_view import open_to_all

JSON_LINES, CSV = "application/x-ndjson", "text/csv"


@dataclass(frozen=True)
class Offered:
    """A dataset with its addresses at this site."""

    dataset: Dataset
    csv: str
    json_lines: str
    dictionary: str
    anchor: str


def _offered(request: HttpRequest) -> list[Offered]:
    def address(name: str, *args: str) -> str:
        return request.build_absolute_uri(reverse(name, args=args))

    return [
        Offered(
            dataset,
            csv=address("open_data_csv", name),
            json_lines=address("open_data_json_lines", name),
            dictionary=address("open_data_dictionary", name),
            anchor=f"{address('open_data')}#{name}",
        )
        for name, dataset in DATASETS.items()
    ]


def catalogue_page(request: HttpRequest) -> TemplateResponse:
    """Show what can be taken away, with the names of its columns."""
    site = public_authority(request)
    context = {
        "authority": settings_of(site),
        "listed": listed_authorities(site),
        "offered": _offered(request),
        "licence": {"url": settings.OPEN_DATA_LICENCE, "name": settings.OPEN_DATA_LICENCE_NAME},
        "address": request.build_absolute_uri(reverse("open_data")),
        "now": timezone.now(),
    }
    return TemplateResponse(request, "challenges/open_data/catalogue.html", context)


@open_to_all
def catalogue(request: HttpRequest) -> JsonResponse:
    """Answer the catalogue for programs: each dataset as DCAT's and as schema.org's."""
    authority = settings_of(public_authority(request))
    address = request.build_absolute_uri(reverse("open_data"))
    described = [_described(offered, authority) for offered in _offered(request)]
    data = {
        "@context": {
            "@vocab": "https://schema.org/",
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
        },
        "@id": address,
        "@type": ["DataCatalog", "dcat:Catalog"],
        "name": f"{authority.name}: open data",
        "dct:title": f"{authority.name}: open data",
        "publisher": {"@type": "GovernmentOrganization", "name": authority.name},
        "dct:publisher": {"name": authority.name},
        "license": settings.OPEN_DATA_LICENCE,
        "dct:license": {"@id": settings.OPEN_DATA_LICENCE},
        "dataset": described,
        "dcat:dataset": [{"@id": one["@id"]} for one in described],
        "dcat:service": [
            {
                "@type": "dcat:DataService",
                "dcat:endpointURL": request.build_absolute_uri(reverse("open_api")),
                "dcat:endpointDescription": request.build_absolute_uri(
                    reverse("open_api_description")
                ),
            }
        ],
    }
    return JsonResponse(data, content_type="application/ld+json", json_dumps_params={"indent": 2})


def _described(offered: Offered, authority: AuthoritySettings) -> dict[str, Any]:
    title, description = str(offered.dataset.title), str(offered.dataset.description)
    files = [
        {
            "@type": ["DataDownload", "dcat:Distribution"],
            "contentUrl": url,
            "encodingFormat": media_type,
            "dcat:downloadURL": {"@id": url},
            "dcat:mediaType": media_type,
            "license": settings.OPEN_DATA_LICENCE,
            "dct:license": {"@id": settings.OPEN_DATA_LICENCE},
        }
        for url, media_type in ((offered.csv, CSV), (offered.json_lines, JSON_LINES))
    ]
    return {
        "@id": offered.anchor,
        "@type": ["Dataset", "dcat:Dataset"],
        "name": title,
        "dct:title": title,
        "description": description,
        "dct:description": description,
        "isAccessibleForFree": True,
        "license": settings.OPEN_DATA_LICENCE,
        "dct:license": {"@id": settings.OPEN_DATA_LICENCE},
        "creator": {"@type": "GovernmentOrganization", "name": authority.name},
        "distribution": files,
        "dcat:distribution": [{"@id": file["contentUrl"]} for file in files],
        "variableMeasured": [column.name for column in offered.dataset.columns],
    }
