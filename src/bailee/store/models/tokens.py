"""Tokens that programs show, and the answers that were given to requests which may come twice."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Member, Owned


class ApiToken(Owned):
    """One organisation of a token. A token that reaches several has a row in each, with the same ident and digest.

    The token itself is kept nowhere: its digest is keyed, so that whoever reads this table cannot try tokens out.
    """

    ident = models.TextField()
    member = models.ForeignKey(Member, models.CASCADE, db_index=False, related_name="+")
    name = models.BinaryField()  # encrypted: people write into it what they like
    digest = models.TextField()
    permissions = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    window = models.BigIntegerField(default=0)  # minute since 1970 that `used` counts
    used = models.IntegerField(default=0)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "api_token"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "ident"], name="api_token_once"),
            models.UniqueConstraint(fields=["digest", "organisation"], name="api_token_by_digest"),
        )


class ApiAnswer(Owned):
    """What a request with an idempotency key was answered: the same request gets the same answer for a day."""

    member = models.ForeignKey(Member, models.CASCADE, db_index=False, related_name="+")
    key_print = models.TextField()  # keyed, of method, path and the key that was sent
    body_print = models.TextField()  # keyed, of the body
    answer = models.BinaryField()  # encrypted
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "api_answer"
        constraints = (models.UniqueConstraint(fields=["organisation", "member", "key_print"], name="api_answer_once"),)
        indexes = (models.Index(fields=["organisation", "at"], name="api_answer_by_time"),)
