"""Identifiers of Lithuania."""
