"""Files to download (DOCX, PPTX, XLSX, ZIP, HTML), made from the same exhibits as the pages."""
