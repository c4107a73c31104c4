"""The annex of the report as a Word document: drafting points and tables, in one language.

`document` writes it; `front`, `section` and `table` make its parts, `markup` and the files beside
them its WordprocessingML (ECMA-376). python-docx makes the shell around them: it needs a
millisecond for a cell, of which there are thousands.
"""
