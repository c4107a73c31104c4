"""The charts of the publication: each is a select and, beside its SQL, a sidecar of metadata.

`sql/charts/<id>.sql` counts, `sql/charts/<id>.toml` says in every language how it is titled and
read. A chart is published as a picture, as a table and, in a workbook, as a chart of its own.
"""
