"""A returned workbook read: which cell answers which question, and what stands in it."""
