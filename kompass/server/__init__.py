"""ASGI middleware and static files around Streamlit: headers, compression, outlines and Leaflet."""
