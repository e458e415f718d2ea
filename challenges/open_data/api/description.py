"""The OpenAPI description: what Ninja says of the routes, and what every answer has besides."""

from typing import Any

from django.urls import reverse
from ninja import NinjaAPI
from wagtail.api.v3.errors import PROBLEM_JSON, ProblemDetail, register_exception_handlers

VERSION = "1.0.0"
PROBLEMS = {
    "404": "Nothing is there.",
    "405": "The address can only be read.",
    "422": "A parameter cannot be understood.",
}


class OpenAPI(NinjaAPI):
    """Ninja's description, with the problems, 304, and the headers that all answers share."""

    def get_openapi_schema(self, *, path_prefix=None, path_params=None) -> Any:
        """Return the description of this API."""
        prefix = path_prefix if path_prefix is not None else reverse("open_api")
        schema = super().get_openapi_schema(path_prefix=prefix, path_params=path_params)
        schema["components"]["schemas"]["ProblemDetail"] = ProblemDetail.model_json_schema()
        problem = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/ProblemDetail"}}}
        etag = {"ETag": {"description": "Names this answer.", "schema": {"type": "string"}}}
        for path in schema["paths"].values():
            for operation in path.values():
                answers = operation["responses"]
                answers.update({str(code): answers.pop(code) for code in [*answers]})
                answers["200"]["headers"] = etag
                answers["304"] = {"description": "The asker has it already."}
                for code, description in PROBLEMS.items():
                    answers[code] = {"description": description, "content": problem}
        return schema


api = OpenAPI(
    title="Challenge marketplace",
    version=VERSION,
    description=(
        "Challenges that local authorities publish, what became of them, and the programmes and "
        "stories around them. Everything here is public, nothing is written, and no key is needed."
    ),
    urls_namespace="open_api_v1",
    docs_url=None,
    openapi_url=None,
)
register_exception_handlers(api)
