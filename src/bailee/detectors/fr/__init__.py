"""Identifiers of France."""
