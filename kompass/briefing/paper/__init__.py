"""A paper of headed blocks, written as a Word document or as HTML."""
