"""Identifiers of Paraguay."""
