"""What is sent and answered, by noun and type. Made by update/client.py from docs/openapi.json; do not edit."""
