"""Words: the texts of the program in six languages, and how a language writes, sorts and counts."""
