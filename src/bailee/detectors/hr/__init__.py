"""Identifiers of Croatia."""
