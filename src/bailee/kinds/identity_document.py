"""Copy of an identity document: passport, identity card, licence, residence permit, certificate of birth.

Its words: `words/identity-document.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

from bailee.vocabulary import SubjectCategory

IDENT = "identity-document"
NAME = "Identity document"
CATEGORY = "identity-documents"
SUBJECT = SubjectCategory.PERSON
FROM = "passports, identity cards, licences and certificates as they are printed, machine-readable lines"
