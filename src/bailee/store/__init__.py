"""The store: rows, and the one door to them.

`Workspace` is what everything outside this package uses. Django is set up by `database.connect`, once and lazily:
importing `bailee.store` costs nothing and changes nothing.
"""
