"""Identifiers of Uruguay."""
