"""GSBPM 2, design: read what defines a cycle (form, roster, tables, charts, checks, texts)."""
