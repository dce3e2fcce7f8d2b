"""Consent: whether a call may be recorded, who agreed to what after being shown which words, and until when."""
