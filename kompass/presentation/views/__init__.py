"""The views of the presentation: the registry, and one module per subject."""
