"""Identifiers of Saudi Arabia."""
