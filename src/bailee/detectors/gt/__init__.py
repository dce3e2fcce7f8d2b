"""Identifiers of Guatemala."""
