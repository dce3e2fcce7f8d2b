"""Published notices that everybody may read: looked up by their organisation's ident and their kind, without a member.

Only a kind that the organisation opened is there, and of it only what is published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bailee.catalogues import own_name
from bailee.store import database
from bailee.store.asking import atomic, moment


@dataclass(frozen=True, slots=True)
class Published:
    """The newest published version of one language."""

    organisation: str
    kind: str
    version: int
    language: str
    published_at: datetime
    sha256: str
    document: Mapping[str, Any] = field(repr=False, compare=False)
    sells: bool | None  # whether it said that it sells personal data or shares it for advertising

    @property
    def language_name(self) -> str:
        return own_name(self.language)


def published_page(home: Path, organisation: str, kind: str) -> tuple[Published, ...]:
    """Versions by language, English first; none where nothing is open under that address."""
    from bailee.store.models import Fact, NoticePage, NoticeVersion, Organisation

    home = home.absolute()
    alias = database.connect(home)
    with database.explained(home), atomic(alias):
        database.engine(home).enter(alias, (), organisation)
        ours = Organisation.objects.using(alias).filter(ident=organisation).first()
        if ours is None or not ours.wrapped_keys:
            return ()
        database.engine(home).enter(alias, (ours.pk,))
        opened = NoticePage.objects.using(alias).filter(organisation_id=ours.pk, kind=kind).order_by("-pk").first()
        if opened is None or not opened.is_open:
            return ()
        rows = NoticeVersion.objects.using(alias).filter(organisation_id=ours.pk, notice__kind=kind, state="published")
        newest = {row.language: row for row in rows.order_by("version")}
        said = (
            Fact.objects.using(alias)
            .filter(organisation_id=ours.pk, name="sells_personal_data")
            .order_by("true_from", "known_from", "pk")
            .last()
        )
        sells = said.value if said is not None and isinstance(said.value, bool) else None
    return tuple(
        Published(
            ours.name, kind, row.version, language, moment(row.published_at or row.created_at), row.sha256,
            row.content.get("document") or {"title": kind.replace("-", " ").capitalize(), "blocks": []}, sells,
        )
        for language, row in sorted(newest.items(), key=lambda pair: (pair[0] != "en", pair[0]))
    )  # fmt: skip
