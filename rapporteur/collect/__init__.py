"""What was received (GSBPM 4, collect): registered, read, and landed once for each submission."""
