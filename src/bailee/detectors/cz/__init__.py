"""Identifiers of Czechia."""
