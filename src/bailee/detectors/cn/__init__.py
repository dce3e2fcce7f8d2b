"""Identifiers of China."""
