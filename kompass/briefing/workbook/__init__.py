"""The XLSX workbook: every table of the pages, and the scenario as formulas."""
