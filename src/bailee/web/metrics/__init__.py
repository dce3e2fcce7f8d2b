"""Figures for whoever watches the server."""
