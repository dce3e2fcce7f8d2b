"""Translated: how an organisation says in another language what it declared. Appended; the latest words of a text count."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from bailee.permissions import Permission
from bailee.store.rows.base import Door, now
from bailee.store.rows.declared import TRANSLATION


class Translated(Door):
    def translations(self, language: str) -> dict[str, str]:
        """Words by the text that they translate."""
        from bailee.store.models import Fact

        with self._reading():
            rows = self._rows(Fact).filter(name__startswith=f"{TRANSLATION}{language}:").order_by("known_from", "pk")
            latest = {row.name: row.value for row in rows if row.value is not None}
        return {told["text"]: told["words"] for told in latest.values() if told["words"]}

    def translate(self, language: str, words: Mapping[str, str]) -> None:
        """Append words for texts, by the text; empty words take a translation back."""
        from bailee.store.models import Fact

        moment = now()
        with self.transaction(Permission.WRITE_NOTICES):
            for text, said in words.items():
                digest = hashlib.sha256(text.encode()).hexdigest()[:32]
                value = {"text": text, "words": said}
                name = f"{TRANSLATION}{language}:{digest}"
                self._add(Fact, name=name, value=value, true_from=moment.date(), known_from=moment)
