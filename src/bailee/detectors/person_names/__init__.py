"""How a name of a person is found: by its words, in running text, after a label, and joined with what a model reads."""
