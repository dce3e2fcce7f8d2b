"""Identifiers of Iceland."""
