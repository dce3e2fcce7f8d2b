"""Identifiers of Guinea."""
