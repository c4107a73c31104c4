"""What defines a cycle (GSBPM 2, design): its form, roster, tables, charts, checks and texts."""
