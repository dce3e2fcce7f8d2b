"""Policies of scanning: what holds and where it comes from, a change with its preview, and who changed what."""
