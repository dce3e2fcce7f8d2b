"""What a client allowed: its written instruction to be scanned, and the agreements that a law wants beside it."""
