"""Alerts of an organisation, and of all clients at once."""
