"""What may be asked, by noun. Made by update/client.py from docs/openapi.json; do not edit."""
