"""What scans saw: files, findings in them, kinds of record, and what people decided about findings."""

from __future__ import annotations

from django.db import models

from bailee.store.models.organisations import Owned, Place


class Scan(Owned):
    """One run over one or more places. A run that was killed stays `running` until the next one marks it `stopped`."""

    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    state = models.TextField(choices=[("running", "running"), ("finished", "finished"), ("stopped", "stopped")])
    places = models.JSONField(default=list)  # ids of Place
    counts = models.JSONField(default=dict)
    coverage = models.JSONField(default=dict)
    conduct = models.JSONField(default=dict)  # scanner.conduct: isolation, pace, what was left out; `cut`: ids of Place
    started_by = models.ForeignKey("store.Member", models.PROTECT, null=True, db_index=False, related_name="+")
    request = models.ForeignKey("store.ScanRequest", models.PROTECT, null=True, db_index=False, related_name="+")
    cause = models.TextField(default="", db_default="")  # why it was stopped, or failed; empty: it finished
    statement = models.JSONField(null=True)  # of coverage, sealed, as it was given out at the end of this scan

    class Meta(Owned.Meta):
        abstract = False
        db_table = "scan"
        indexes = (models.Index(fields=["organisation", "started_at"], name="scan_by_time"),)


class FileRights(Owned):
    """Who may do what with a file, as the system said: thousands of files share one row."""

    ident = models.TextField()  # made of the rest: an access list may be too long for an index
    mode = models.IntegerField()
    owner = models.BigIntegerField()
    group = models.BigIntegerField()
    acl = models.TextField(null=True)  # access list, in hex; empty: there is none; null: not asked

    class Meta(Owned.Meta):
        abstract = False
        db_table = "file_rights"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="file_rights_once"),)


class ScannedFile(Owned):
    """One file of a place, as the last scan that looked at it left it."""

    place = models.ForeignKey(Place, models.CASCADE, db_index=False, related_name="+")
    fingerprint = models.TextField()  # keyed, of its path in the place
    folder = models.TextField(default="")  # keyed, of the path of its folder; empty: written by an earlier version
    locator = models.TextField()  # masked
    exact_locator = models.BinaryField()  # encrypted
    store = models.TextField()  # ident of its data store, masked
    outcome = models.TextField()  # read, partly, skipped; reading: a scan was cut off in the middle of it
    reason = models.TextField(default="")
    parts = models.JSONField(default=list)  # [[masked segments, reason], …]
    size = models.BigIntegerField(default=0)
    modified_ns = models.BigIntegerField(null=True)
    inode = models.TextField(default="")  # text: Windows' file ids have more than 63 bits
    device = models.TextField(default="")
    changed_ns = models.BigIntegerField(null=True)  # of its content, its rights or its name, as Unix keeps it
    rights = models.ForeignKey(FileRights, models.PROTECT, null=True, db_index=False, related_name="+")
    media_type = models.TextField(default="")
    content_digest = models.TextField(default="")  # keyed: a moved file is known again
    exact_parts = models.BinaryField(null=True)  # encrypted: the same with exact locators, for the next scan
    series = models.BinaryField(null=True)  # encrypted: what a series is recognised from, for the next scan
    reader = models.TextField(default="")  # which bailee read it: a newer one sees more, so it reads again
    first_scan = models.ForeignKey(Scan, models.PROTECT, db_index=False, related_name="+")
    last_scan = models.ForeignKey(
        Scan, models.PROTECT, db_index=False, related_name="+"
    )  # that opened it, not only saw it
    gone_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "scanned_file"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "place", "fingerprint"], name="scanned_file_once"),
        )
        indexes = (
            models.Index(fields=["organisation", "content_digest"], name="scanned_file_by_content"),
            models.Index(fields=["place", "folder"], name="scanned_file_by_folder"),
            models.Index(
                fields=["organisation", "gone_at", "store", "outcome", "reason", "size"], name="scanned_file_by_outcome"
            ),
        )


class ScannedFolder(Owned):
    """One folder of a place: a digest of its listing, where all that lies in it is known. Then its files need no look."""

    place = models.ForeignKey(Place, models.CASCADE, db_index=False, related_name="+")
    fingerprint = models.TextField()  # keyed, of its path in the place
    path = models.BinaryField()  # encrypted
    digest = models.TextField(default="")  # keyed, of names, sizes, times, rights; empty: look at each file
    reader = models.TextField(default="")  # which bailee read its files
    locked = models.BooleanField(default=False)  # some file needs a password
    read = models.BigIntegerField(default=0)
    partly = models.BigIntegerField(default=0)
    skipped = models.BigIntegerField(default=0)
    bytes = models.BigIntegerField(default=0)  # of those read
    rights = models.ForeignKey(FileRights, models.PROTECT, null=True, db_index=False, related_name="+")

    class Meta(Owned.Meta):
        abstract = False
        db_table = "scanned_folder"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "place", "fingerprint"], name="scanned_folder_once"),
        )


class Finding(Owned):
    """One value in one place of a file. Never the value."""

    ident = models.TextField()
    file = models.ForeignKey(ScannedFile, models.CASCADE, db_index=False, related_name="+")
    detector = models.TextField()
    category = models.TextField()
    subject = models.TextField()
    locator = models.TextField()  # masked segments, as JSON
    exact_locator = models.BinaryField()  # encrypted
    position = models.BigIntegerField()
    count = models.BigIntegerField()
    confidence = models.TextField()
    probability = models.FloatField()
    fingerprint = models.TextField()
    mask = models.TextField(default="")
    attributes = models.TextField(default="")  # JSON pairs; empty where there are none
    group = models.TextField()
    first_seen = models.ForeignKey(Scan, models.PROTECT, db_index=False, related_name="+")
    last_seen = models.ForeignKey(Scan, models.PROTECT, db_index=False, related_name="+")
    gone_at = models.DateTimeField(null=True)
    weight = models.SmallIntegerField(default=0, db_default=0)  # findings.weight_of: the order in which they are judged
    state = models.SmallIntegerField(default=0, db_default=0)  # what the decisions come to (triage.States); derived
    cues = models.TextField(default="", db_default="")  # why so sure: [[number of CueWords, effect, probability], …]

    class Meta(Owned.Meta):
        abstract = False
        db_table = "finding"
        constraints = (models.UniqueConstraint(fields=["organisation", "ident"], name="finding_once"),)
        indexes = (
            models.Index(
                fields=["organisation", "gone_at"], name="finding_gone", condition=models.Q(gone_at__isnull=False)
            ),
            models.Index(fields=["file", "group"], name="finding_by_group"),
            models.Index(fields=["organisation", "fingerprint"], name="finding_by_value"),
            models.Index("organisation", models.F("weight").desc(), "id", name="finding_by_weight"),  # as of a past day
            models.Index(
                "organisation", "category", models.F("weight").desc(), "id", name="finding_by_category"
            ),  # the same
            models.Index(
                "organisation",
                "state",
                models.F("weight").desc(),
                "id",
                condition=models.Q(gone_at=None),
                name="finding_to_judge",
            ),
            models.Index(
                "organisation",
                "state",
                "category",
                models.F("weight").desc(),
                "id",
                condition=models.Q(gone_at=None),
                name="finding_to_judge_of",
            ),
        )


class KnownList(Owned):
    """Values that the organisation knows already, as keyed hashes: nothing of a value itself."""

    name = models.TextField()
    category = models.TextField()
    detector = models.TextField()
    subject = models.TextField()
    labels = models.JSONField(default=list)
    outlines = models.JSONField(default=list)  # how values are written: A a letter, 0 a digit
    count = models.BigIntegerField()
    prints = models.BinaryField()  # hashes of 16 bytes, sorted, one after the other
    changed_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "known_list"
        constraints = (models.UniqueConstraint(fields=["organisation", "name"], name="known_list_once"),)


class NormalForm(Owned):
    """Keyed fingerprint of one normal form of a finding's value: links people without the value."""

    finding = models.ForeignKey(Finding, models.CASCADE, db_index=False, related_name="+")
    form = models.TextField()
    fingerprint = models.TextField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "normal_form"
        constraints = (models.UniqueConstraint(fields=["finding", "form", "fingerprint"], name="normal_form_once"),)
        indexes = (models.Index(fields=["organisation", "fingerprint"], name="normal_form_by_print"),)


class KindFound(Owned):
    """What sort of document a file, or something nested in it, is."""

    file = models.ForeignKey(ScannedFile, models.CASCADE, db_index=False, related_name="+")
    locator_fingerprint = models.TextField()
    locator = models.TextField()  # masked segments, as JSON
    exact_locator = models.BinaryField()  # encrypted
    kind = models.TextField()
    category = models.TextField()
    subject = models.TextField()
    confidence = models.TextField()
    reasons = models.TextField(default="[]")
    dated = models.TextField(default="", db_default="")  # the day, or the year, that it carries; empty: none that tells
    first_seen = models.ForeignKey(Scan, models.PROTECT, db_index=False, related_name="+")
    last_seen = models.ForeignKey(Scan, models.PROTECT, db_index=False, related_name="+")
    gone_at = models.DateTimeField(null=True)

    class Meta(Owned.Meta):
        abstract = False
        db_table = "kind_found"
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "file", "locator_fingerprint", "kind"], name="kind_found_once"
            ),
        )


class Decision(Owned):
    """A person's judgement of a finding; the latest counts. Appended, never changed.

    It holds for the finding itself in every later scan, and for the same value in a file of the same content: so it
    goes with a file that was moved or copied, and not with the same number in some other document.
    """

    ident = models.TextField()  # of the finding
    detector = models.TextField()
    fingerprint = models.TextField()
    content_digest = models.TextField(default="")
    verdict = models.TextField(choices=[(each, each) for each in ("confirmed", "dismissed", "accepted", "reopened")])
    reason = models.TextField(default="")
    until = models.DateField(null=True)
    decided_by = models.ForeignKey("store.Member", models.PROTECT, db_index=False, related_name="+")
    decided_at = models.DateTimeField()

    class Meta(Owned.Meta):
        abstract = False
        db_table = "decision"
        indexes = (
            models.Index(fields=["organisation", "ident"], name="decision_by_finding"),
            models.Index(fields=["organisation", "fingerprint"], name="decision_by_value"),
        )
