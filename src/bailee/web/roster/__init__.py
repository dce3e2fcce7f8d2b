"""People we know: how many data is held about, who of the roster is among them, who is on none; and the roster itself."""
