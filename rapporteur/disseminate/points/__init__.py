"""Drafting points: sentences of fact for the drafters of the report.

`reading` finds what the sidecars of the tables ask for, `sentences` words it, `markdown` writes it.
"""
