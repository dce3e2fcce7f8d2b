"""Identifiers of Israel."""
