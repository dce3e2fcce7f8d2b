"""Identifiers of Portugal."""
