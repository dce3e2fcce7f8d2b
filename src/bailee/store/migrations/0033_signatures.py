"""What one person signed is found by the person: of a hundred thousand signatures one is looked up each time that somebody signs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0032_links")]
    operations: ClassVar[list[Any]] = [
        migrations.AddIndex("SignOff", models.Index(fields=["organisation", "person"], name="sign_off_of_person"))
    ]
