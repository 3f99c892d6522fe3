"""The library behind the dashboard: facts, arithmetic, figures, maps and routes. Never imports streamlit."""
