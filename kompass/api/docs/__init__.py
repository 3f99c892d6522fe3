"""What ``/api/v1/`` tells of the routes: one list of operations, as a page and as an OpenAPI document."""
