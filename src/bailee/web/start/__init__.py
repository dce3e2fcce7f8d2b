"""What belongs to no organisation: the way in, and whether the server is alive."""
