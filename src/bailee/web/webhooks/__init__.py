"""Webhooks of an organisation: addresses that hear of what happens, and what was told to each."""
