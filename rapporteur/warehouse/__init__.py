"""The DuckDB file in which a cycle is analysed (GSBPM 6): how it is built, and what it is asked."""
