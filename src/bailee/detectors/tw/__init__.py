"""Identifiers of Taiwan."""
