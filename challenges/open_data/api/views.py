"""The API's own page, where a person reads it and tries it, and its description for programs."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.response import TemplateResponse

from authorities.scope import public_authority, settings_of
from challenges.open_data.api.routes import api
from challenges.open_data.open_view import open_to_all


@open_to_all
def openapi(request: HttpRequest) -> JsonResponse:
    """Answer the description (OpenAPI 3.1)."""
    return JsonResponse(api.get_openapi_schema(), json_dumps_params={"indent": 2})


def api_page(request: HttpRequest) -> TemplateResponse:
    """Show what can be asked, each with a form that asks it."""
    authority = settings_of(public_authority(request))
    context = {"authority": authority, "operations": list(_operations(api.get_openapi_schema()))}
    return TemplateResponse(request, "challenges/open_data/api.html", context)


def _operations(schema: dict[str, Any]):
    """Yield address, purpose and parameters of what can be asked."""
    shapes = schema["components"]["schemas"]
    for path, methods in schema["paths"].items():
        operation = methods["get"]
        answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
        shape = shapes[answer["$ref"].rpartition("/")[2]]
        yield {
            "path": path,
            "anchor": operation["operationId"],
            "summary": operation["summary"],
            "description": operation["description"],
            # What stands in the address itself is found in a list.
            "is_list": "{" not in path,
            "parameters": operation.get("parameters", []),
            "fields": list(_fields(shape)) if "{" in path else [],
        }


def _fields(shape: dict[str, Any]):
    for name, about in shape["properties"].items():
        yield {"name": name, "description": about.get("description", "")}
