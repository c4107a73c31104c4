"""GSBPM 5, process: load what was landed, judge it, apply decisions, make the form's tables."""
