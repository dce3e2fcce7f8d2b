"""Pages. In this version one, read-only, on loopback, behind a link that works once."""
