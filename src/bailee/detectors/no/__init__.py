"""Identifiers of Norway."""
