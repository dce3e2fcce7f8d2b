"""Identifiers of Romania."""
