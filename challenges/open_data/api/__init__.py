"""The API: read-only, described by OpenAPI, narrowed by the same rules as the pages."""
