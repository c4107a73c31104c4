"""What is published (GSBPM 7, disseminate): tables, charts, annex, and their versions."""
