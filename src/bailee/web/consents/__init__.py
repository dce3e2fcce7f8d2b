"""Consent: forms, who said what, and a person's own page behind a link."""
