"""ASGI middleware (security headers, page language, 404, gzip) and routes for static files."""
