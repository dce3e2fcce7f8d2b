"""Of what a person does: each operation on a real store."""
