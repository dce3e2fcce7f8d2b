"""A member's own tokens for programs."""
