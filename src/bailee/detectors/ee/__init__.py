"""Identifiers of Estonia."""
