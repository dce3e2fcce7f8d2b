"""Signatures: who was asked, who has not signed, by whom questions wait; paper that comes back, and the device in the office."""
