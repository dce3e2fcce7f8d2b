"""Identifiers of Senegal."""
