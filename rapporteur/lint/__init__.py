"""Look published workbooks of statistics over: structure, notes, looks, links, limits.

`rapporteur.lint.linter.lint` does it; rules.toml lists the rules.
"""
