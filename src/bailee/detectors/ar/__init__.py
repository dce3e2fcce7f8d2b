"""Identifiers of Argentina."""
