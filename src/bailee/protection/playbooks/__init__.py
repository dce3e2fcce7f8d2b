"""Playbooks: which act is proposed for a kind of record, given where it lies and what is asked. One TOML a kind."""
