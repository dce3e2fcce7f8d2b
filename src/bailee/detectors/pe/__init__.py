"""Identifiers of Peru."""
