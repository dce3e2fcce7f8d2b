"""Identifiers of Vietnam."""
