"""Traces of monitoring tools: those of scanned files, those of a machine or of a list, and what people declared of a tool."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned
from bailee.store.models.scans import ScannedFile


class ToolTrace(Owned):
    """What one scanned file is a trace of. It goes with its file: a file that is gone is no trace any more."""

    file = models.OneToOneField(ScannedFile, models.CASCADE, related_name="+")
    traces = models.TextField()  # JSON: [[product, sort, days kept or null, first day or null], …]

    class Meta(Owned.Meta):
        abstract = False
        db_table = "tool_trace"


class ToolLook(Owned):
    """One look at a machine, or one list of software: appended; the latest of a name counts."""

    origin = models.TextField(choices=[("this-machine", "this-machine"), ("software-list", "software-list")])
    name_fingerprint = models.TextField()  # keyed
    name = models.BinaryField()  # encrypted: of the machine or the file
    form = models.TextField()  # what was read: dpkg -l, table, …; the system of a machine
    machines = models.BigIntegerField(default=1)
    rows = models.BigIntegerField(default=0)  # programs, services and processes that it names
    traces = models.BinaryField()  # encrypted
    looked_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "tool_look"
        indexes = (models.Index(fields=["organisation", "name_fingerprint"], name="tool_look_by_name"),)


class ToolDeclaration(Owned):
    """One version of what a person declared of a tool; the latest that is true on a day counts, a withdrawn one ends it."""

    tool = models.TextField()  # ident of a product; keyed fingerprint where it is in no table
    declaration = models.BinaryField()  # encrypted: it may name who can view
    withdrawn = models.BooleanField(default=False)
    true_from = models.DateField()
    known_from = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "tool_declaration"
        indexes = (models.Index(fields=["organisation", "tool", "true_from"], name="tool_declaration_by_tool"),)
