"""Identifiers of Chile."""
