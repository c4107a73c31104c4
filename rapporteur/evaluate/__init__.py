"""Questions about a cycle: the source of a figure, the effect of a file, a check of files."""
