"""Identifiers of Mauritius."""
