"""Signing: the page on which a person reads, asks, signs or declines; who has not yet; paper and the device in the office."""
