"""The agent: one installation on one device. It asks its server what to scan, scans, and hands in what it found, sealed.

It needs no Django, no store and no operations: what it imports of bailee is the scanner and what lies below it. It holds the
key of its device, the scanners' fingerprint key and the server's public sealing key: who steals it opens nothing.
"""
