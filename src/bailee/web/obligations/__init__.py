"""Obligations of an organisation: what applies and why, one rule explained, what changed since a day."""
