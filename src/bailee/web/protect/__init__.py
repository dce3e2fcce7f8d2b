"""Protection on pages: what is proposed, what waits for a second person, what was done and how to undo it, who can open what."""
