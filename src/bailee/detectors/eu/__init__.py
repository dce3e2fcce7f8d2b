"""Identifiers of the European Union."""
