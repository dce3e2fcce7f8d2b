"""Counsel: what waits for review by risk, one decision at a time, packets, what was decided, what was released; the strategy."""
