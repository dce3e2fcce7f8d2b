"""Examples of docstrings are tests: `pytest -n 0 --doctest-modules src`.

Not of what needs Django on the pages' settings, for here it stands on the store's: tests/web serves them.
"""

collect_ignore_glob = ["bailee/web/accounts/*", "bailee/web/urls.py", "bailee/web/wsgi.py"]
