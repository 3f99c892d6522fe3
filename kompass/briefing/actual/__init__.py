"""Planned against actual to take along: a page to print, a slide, a workbook with formulas."""
