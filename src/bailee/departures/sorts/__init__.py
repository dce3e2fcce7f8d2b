"""One module a sort of departure: what it is called in its first line, and `find`."""
