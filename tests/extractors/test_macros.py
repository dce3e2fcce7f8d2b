"""Macros: the example that Microsoft publishes, and a project inside a document."""

from __future__ import annotations

from bailee.extractors.macros import expanded, modules


def test_the_published_example_comes_out() -> None:
    # [MS-OVBA] 3.2.2, "Normal compression example"
    packed = bytes.fromhex(
        "012FB000236161616263646582660070616768696A013808616B6C00306D6E6F700671027004107273747576107778797A003C"
    )
    assert expanded(packed) == b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"


def test_a_copy_from_before_the_beginning_ends_the_reading() -> None:
    assert expanded(bytes.fromhex("0103B001FFFF")) == b""


def test_what_is_no_project_has_no_modules() -> None:
    assert modules(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == [] == modules(b"")
