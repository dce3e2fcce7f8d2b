"""Identifiers of Indonesia."""
