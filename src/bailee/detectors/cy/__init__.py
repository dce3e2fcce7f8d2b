"""Identifiers of Cyprus."""
