"""Binders: what an auditor, an insurer, a court or a person gets to take away, as a folder that proves itself.

Pure: who gets what, which controls ask for which evidence, and the first page. `operations.make_binder` gathers and seals.
"""
