"""Identifiers of Liechtenstein."""
