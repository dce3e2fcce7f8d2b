"""Identifiers of Belgium."""
