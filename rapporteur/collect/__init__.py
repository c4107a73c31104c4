"""GSBPM 4, collect: register received files, read them, and land each submission once."""
