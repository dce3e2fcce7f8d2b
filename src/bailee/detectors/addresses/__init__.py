"""How addresses are written: words and regions, tokens and their classes, the grammar over them, the normal form."""
