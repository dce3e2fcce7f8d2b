"""Engines: the two databases that a store may stand on. SQLite needs nothing; PostgreSQL keeps many clients apart by itself."""
