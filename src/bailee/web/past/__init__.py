"""As of a past day."""
