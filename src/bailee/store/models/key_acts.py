"""What people did with keys that no row of keys shows: a kit was printed, a drill held, a destruction asked for. Appended."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned


class KeyAct(Owned):
    """One act. `about`: the organisation whose keys it is about: this one, or a client of it."""

    about = models.TextField()
    act = models.TextField()
    told = models.BinaryField()  # encrypted: who keeps the page, reasons, counts
    by = models.TextField()
    at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "key_act"
        indexes = (models.Index(fields=["organisation", "about"], name="key_act_about"),)
