"""What was landed, checked and decided on (GSBPM 5, process), and given the form of tables."""
