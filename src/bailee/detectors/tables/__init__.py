"""Tables that the scripts in `update/` make; their first lines say source, edition, date and script."""
