"""Identifiers of Hong Kong."""
