"""Tables of sign-in, step by step."""
