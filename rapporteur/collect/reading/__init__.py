"""Read a returned workbook: find the answers in its cells, and understand their values."""
