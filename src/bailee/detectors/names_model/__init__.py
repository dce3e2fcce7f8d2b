"""Model of names and addresses."""
