"""Identifiers of Switzerland."""
