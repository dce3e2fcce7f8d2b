"""Identifiers of Slovakia."""
