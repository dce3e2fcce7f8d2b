"""Identifiers of Tunisia."""
