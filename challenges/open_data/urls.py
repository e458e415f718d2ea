"""Where the open record is."""

from django.urls import path, re_path

from challenges.open_data.api.routes import api
from challenges.open_data.api.views import api_page, openapi
from challenges.open_data.contracting import packages
from challenges.open_data.downloads.catalogue import catalogue, catalogue_page
from challenges.open_data.downloads.views import as_csv, as_json_lines, dictionary
from challenges.open_data.embeds import cards, frames, snippets
from challenges.open_data.identifiers import identified
from challenges.open_data.open_view import nothing_here, open_to_all


def _open_api():
    """Return Ninja's routes, each open to all; home's are among them by now."""
    routes, app_name, namespace = api.urls
    for route in routes:
        route.callback = open_to_all(route.callback)
    return routes, app_name, namespace


urlpatterns = [
    path("data/", catalogue_page, name="open_data"),
    path("data/catalogue.jsonld", catalogue, name="open_data_catalogue"),
    path("data/<slug:name>.csv", as_csv, name="open_data_csv"),
    path("data/<slug:name>.jsonl", as_json_lines, name="open_data_json_lines"),
    path("data/<slug:name>.csv-metadata.json", dictionary, name="open_data_dictionary"),
    path("data/ocds/releases.json", packages.releases, name="ocds_releases"),
    path("data/ocds/records.json", packages.records, name="ocds_records"),
    path("data/ocds/records/<uuid:key>.json", packages.record, name="ocds_record"),
    path("data/ocds/releases.jsonl", packages.all_releases, name="ocds_all_releases"),
    path("data/ocds/records.jsonl", packages.all_records, name="ocds_all_records"),
    path("embed/", snippets.snippet_page, name="embed"),
    path("embed/challenges/", frames.challenges, name="embed_challenges"),
    path("embed/challenges/<uuid:key>/", frames.challenge, name="embed_challenge"),
    path("embed/figures/<uuid:key>/", frames.figure, name="embed_figure"),
    path("oembed", snippets.oembed, name="oembed"),
    path("cards/challenges/<uuid:key>.png", cards.card, name="card"),
    path("id/<slug:kind>/<uuid:key>/", identified, name="identified"),
    path("api/v1/", api_page, name="open_api"),
    path("api/v1/openapi.json", openapi, name="open_api_description"),
    path("api/v1/", _open_api()),
    re_path(r"^api/(?P<rest>.*)$", nothing_here, name="open_api_nothing"),
]
