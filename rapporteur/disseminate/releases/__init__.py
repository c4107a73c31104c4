"""Publications: numbered, whole, switched at once, and compared with one another.

`publishing` makes a version and lets readers open it, `versions` says what versions there are,
`manifest` what a version holds and rests on.
"""
