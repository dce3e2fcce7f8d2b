"""Identifiers of Algeria."""
