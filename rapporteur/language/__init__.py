"""The program's texts in six languages, and how each language writes dates, lists and names."""
