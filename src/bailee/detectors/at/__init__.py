"""Identifiers of Austria."""
