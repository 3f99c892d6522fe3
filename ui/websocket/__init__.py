"""ASGI middleware on the WebSockets of pages."""
