"""The Streamlit user interface: session, HTML blocks, widgets, style sheet and scripts."""
