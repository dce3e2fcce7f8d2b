"""Identifiers of the Dominican Republic."""
