"""Identifiers of Hungary."""
