"""What the whole is held to: rules of our own, the table of a standard, and parsers fed with noise."""
