"""What people are told: facts become clauses, clauses one document, a document a version with a hash.

A kind of notice exists when its file exists in this folder: a module with `IDENT`, `AUDIENCE`, `TITLE`, `FACTS` that it tells,
`parts` and `compose`; a table in asks.toml where particular laws ask for its lines; `CATEGORIES` where it speaks of some data alone;
`SERVES_ALL` where it answers every duty to inform its audience. A language exists when its catalogue exists in languages/.
"""

from bailee.notices.items import Item
from bailee.notices.versions import Notice, draft, kinds, planned, render, rendered_forms

__all__ = ["Item", "Notice", "draft", "kinds", "planned", "render", "rendered_forms"]
