"""Each figure as a file of its own: SVG, PNG, CSV or JSON for exactly the parameters of its page."""
