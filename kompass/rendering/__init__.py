"""Figures as SVG and PNG, made on the server without a browser."""
