"""Reports on pages: those that can be made, those that were, how they look, and when they are made again."""
