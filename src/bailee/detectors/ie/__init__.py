"""Identifiers of Ireland."""
