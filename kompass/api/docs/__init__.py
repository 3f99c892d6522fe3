"""The API documentation under ``/api/v1/``: a list of operations, as an HTML page and as an OpenAPI document."""
