"""One module a noun, each with `ENDPOINTS`."""
