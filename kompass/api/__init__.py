"""The HTTP routes under ``/api/v1``."""
