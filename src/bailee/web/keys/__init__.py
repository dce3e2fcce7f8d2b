"""How the keys of an organisation stand."""
