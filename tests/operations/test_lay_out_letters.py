"""Letters around a policy of theirs: laid out elsewhere, the same, and a file that is broken breaks nothing."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest

from bailee.deliveries import Means
from bailee.deliveries.addresses import Window, window
from bailee.deliveries.letters import DL, Letter, Run, render
from bailee.errors import InvalidInput
from bailee.operations import deliver_letters
from bailee.operations.deliver_letters import make_letters, packed
from bailee.operations.deliver_notice import Post, plan_delivery, start_delivery
from bailee.operations.lay_out_letters import counted, render_theirs
from bailee.operations.publish_notice import publish_notice
from bailee.operations.take_policy import take_content
from bailee.rendering import Document, Paragraph, pdf
from bailee.rosters import Details
from bailee.store.rows.roster import RosterDraft
from bailee.vocabulary import SubjectCategory
from world import World

POLICY = pdf.render(Document("Our policy", "en", date(2026, 11, 26), (Paragraph("We hold your name."),)))
ADDRESS = "9 Oak St, NY 12207, Albany, USA"


def test_they_are_the_same_as_letters_around_a_document_of_ours() -> None:
    place = window("Pat Doe", ADDRESS, home="US", usual="", lines=DL.lines)
    assert isinstance(place, Window)
    letters = [Letter("3f2a91bc-1", "Pat Doe", place, "Dear Pat Doe,")]
    run = Run("Our policy", "en", "Acme", date(2026, 11, 26), DL, ("It is attached.",), POLICY)
    assert counted(run).pages == 1 and render_theirs(counted(run), letters) == render(run, letters)
    for broken in (b"%PDF-1.7 nothing", b"", POLICY[:900]):
        with pytest.raises(InvalidInput, match="cannot be laid out"):
            counted(replace(run, document=broken))
        with pytest.raises(InvalidInput, match="cannot be laid out"):
            render_theirs(replace(run, document=broken, pages=1), letters)


def test_a_policy_of_theirs_is_read_by_no_process_that_has_keys(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    today = datetime.now(UTC).astimezone().date()
    world.alice.save_roster([RosterDraft(SubjectCategory.CUSTOMER, Details("Kim Roe", address=ADDRESS))])
    taken = take_content(world.alice, "customer-privacy-statement", POLICY, "policy.pdf", on=today)
    version = publish_notice(world.alice, taken.version, despite="it was there already", on=today)
    planned = plan_delivery(world.alice, version, Means.POST, post=Post.read("dl", "US"))
    campaign = start_delivery(world.alice, planned)
    for name in ("render", "pages_of"):  # those that read it in this process
        monkeypatch.setattr(deliver_letters, name, None)
    with zipfile.ZipFile(BytesIO(packed(make_letters(world.alice, campaign.ident)))) as made:
        assert made.read("letters-001.pdf").startswith(b"%PDF-")
