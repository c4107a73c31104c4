"""Check published workbooks of statistics: structure, tables, values, styles, links, limits.

`linter.lint` checks a workbook against the rules of rules.toml; the code of the rules is in
`checks`.
"""
