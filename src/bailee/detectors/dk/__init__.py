"""Identifiers of Denmark."""
