"""Tickets and messages on a page: where they go, how each stands, what does not come through."""
