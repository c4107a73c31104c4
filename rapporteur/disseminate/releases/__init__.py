"""Publications as numbered versions, which are opened to readers at once and can be compared.

`publishing` makes a version, `read_back` checks its files, `opening` switches readers to it;
`versions` lists what there is, `manifest` describes the content of a version. `comparison` finds
how two versions differ, `changes_report` writes it down.
"""
