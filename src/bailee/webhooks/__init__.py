"""Webhooks: which events there are, how a message is signed, where it may go, and how it is sent. Knows no store."""
