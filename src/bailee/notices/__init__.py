"""What people are told: facts become clauses, clauses one document, a document a version with a hash.

A kind of notice exists when its file exists in this folder: a module with `IDENT`, `AUDIENCE` and `compose`.
"""

from bailee.notices.versions import Notice, draft, kinds, render, rendered_forms

__all__ = ["Notice", "draft", "kinds", "render", "rendered_forms"]
