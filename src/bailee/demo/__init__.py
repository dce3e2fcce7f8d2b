"""The sample company: what the disk of a small managed service provider looks like, with every value invented.

`company.make_company` writes it from a seed and says in a manifest what it planted where; `declared.declared` is what the company says
of itself. Nothing here knows how a detector or a kind of record is recognised, and none of them is worded after it.
"""
