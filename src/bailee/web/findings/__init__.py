"""Findings to judge: a queue, worst first, with the reason for each; acts on one or many, which can be taken back."""
