"""Departures of an organisation: the list, one with its files and its move, where confidential records belong, legal holds."""
