"""Drills that were held."""
