"""What people are told: facts become clauses, clauses one document, a document a version with a hash.

A kind of notice exists when its file exists in this folder: a module with `IDENT`, `AUDIENCE`, `TITLE` and `compose`. One that
carries what particular laws ask also has `parts`, and a table in asks.toml; `CATEGORIES` where it speaks of some data alone,
`FACTS` that it tells.
"""

from bailee.notices.items import Item
from bailee.notices.versions import Notice, draft, kinds, planned, render, rendered_forms

__all__ = ["Item", "Notice", "draft", "kinds", "planned", "render", "rendered_forms"]
