"""Identifiers of South Africa."""
