"""Identifiers of New Zealand."""
