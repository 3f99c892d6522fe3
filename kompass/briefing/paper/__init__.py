"""A paper: headings, texts and tables in blocks, written as DOCX or HTML."""
