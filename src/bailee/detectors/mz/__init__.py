"""Identifiers of Mozambique."""
