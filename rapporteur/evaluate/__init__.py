"""Questions about a cycle: where a figure comes from, what a file changed or would change."""
