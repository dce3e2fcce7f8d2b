"""Identifiers of Singapore."""
