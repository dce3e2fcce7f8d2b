"""Notices: composed from facts, previewed, compared, published; policies that were there already."""
