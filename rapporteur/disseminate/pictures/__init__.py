"""Pictures of the charts. A chart is a select with a sidecar of metadata beside its SQL.

`charts/<id>.sql` counts; `charts/<id>.toml` has title and labels in every language. A chart is
published as a picture, as a table and, in a workbook, as a native chart.
"""
