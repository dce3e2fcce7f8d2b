"""Identifiers of Türkiye."""
