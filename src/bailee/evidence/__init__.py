"""Evidence: an append-only log that says what was done and when, and shows when anybody has touched it since."""
