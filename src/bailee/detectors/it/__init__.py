"""Identifiers of Italy."""
