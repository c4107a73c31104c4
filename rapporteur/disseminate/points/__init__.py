"""Drafting points: sentences of fact from which whoever writes the report begins.

`reading` finds what the sidecars of the tables ask for, `sentences` says it, `markdown` writes it.
"""
