"""Two tenants side by side, and everything that one can ask tried against the other: over the real pages, the API and SQL.

`tests/isolation/run.py` is a process of its own, since pages run on Django settings of their own. A small run is a test
(tests/web/test_isolation.py), the whole is `make isolation`, which writes docs/isolation.md.
"""
