"""Tables of the program that hands jobs out on PostgreSQL, as it ships them itself."""

from __future__ import annotations

from bailee.errors import CannotRead


def schema() -> str:
    """What Procrastinate needs in the database. CannotRead where it is not installed here."""
    try:
        from procrastinate.schema import SchemaManager
    except ImportError:
        raise CannotRead(
            "a store on PostgreSQL needs Procrastinate for its work in the background",
            hint="pip install 'bailee[server]'",
        ) from None
    return str(SchemaManager.get_schema())
