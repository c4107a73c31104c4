"""What is published: the tables as workbooks, and as files for machines."""
