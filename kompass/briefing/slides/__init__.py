"""The PPTX deck: one slide per view, with native charts."""
