"""Inviting people: members by e-mail, and people without an account by a link and a code."""
