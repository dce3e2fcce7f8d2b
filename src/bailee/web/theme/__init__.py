"""What a reader chooses for one browser: light or dark, and whether single keys act."""
