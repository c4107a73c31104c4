"""The content of published tables and charts, before it takes the form of a file."""
