"""Identifiers of Canada."""
