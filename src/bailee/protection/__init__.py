"""Protection: who can open what is held, and how to close it so that it can be opened again by who should."""
