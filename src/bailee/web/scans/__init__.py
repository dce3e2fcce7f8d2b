"""Scans: start one, watch it, schedule it, look at what was scanned and at what differs between two."""
