"""Tasks: what is to be done by whom and when, of an organisation and over all clients; and calendars that show it elsewhere."""
