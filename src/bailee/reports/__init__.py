"""What leaves the house: the page a client keeps, and the JSON that programs read."""
