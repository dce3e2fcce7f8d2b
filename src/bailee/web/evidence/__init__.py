"""The log on a page: its checkpoint, who keeps it elsewhere, proofs of single records, and binders."""
