"""The tables and charts as Excel workbooks.

`table_sheet`, `chart_sheet`, `evidence_sheet` and `front_sheets` make grids: what the sheets say.
`empty_sheets` and `native_charts` set them up with openpyxl, `sheet_xml` makes their rows, and
`write_workbooks` puts all together.
"""
