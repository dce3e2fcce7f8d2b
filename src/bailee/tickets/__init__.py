"""Tickets in the system that a provider works in (a PSA), and messages in its chat.

    desk = systems.open_desk("connectwise", told, reach)
    seen = desk.find("bailee-3fa2c1d9") or desk.make(draft, mapping)      # asked for before it is made: an answer may have been lost
    desk.change(seen.number, draft, mapping)

A system exists when its file exists in `systems/`, a chat when its file exists in `chats/`. Nothing here knows the store.
"""
