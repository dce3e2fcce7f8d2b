"""Requests of people about their own data, as pages."""
