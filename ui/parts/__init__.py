"""The parts of single pages, one module per page or subject."""
