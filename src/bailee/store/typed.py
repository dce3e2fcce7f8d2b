"""Names that people typed: letters that show nothing, or turn the text around them, do not come in.

A name stands in mails, lists and letters beside others. One of nothing but zero-width marks could not be told from an empty
one, and a right-to-left override would turn what stands behind it.

>>> typed_name("  Acme\\u200b  \\u202eGmbH ", "a client")
'Acme GmbH'
>>> typed_name("\\u200b\\u202e", "a client")
Traceback (most recent call last):
    ...
bailee.errors.InvalidInput: a client needs a name
"""

from __future__ import annotations

import unicodedata

from bailee.errors import InvalidInput

_JOINERS = "\u200c\u200d"  # Persian, Hindi and others write with them
_SHOW_NOTHING = {"Cc", "Cf", "Cs", "Cn"}


def typed_name(text: str, of: str, most: int = 200) -> str:
    """The name as it is kept. InvalidInput, in the words of `of`, where nothing of it can be read or it is too long."""
    shown = (
        each for each in text if each.isspace() or each in _JOINERS or unicodedata.category(each) not in _SHOW_NOTHING
    )
    name = " ".join(unicodedata.normalize("NFC", "".join(shown)).split())
    if not any(each.isalnum() for each in name):
        raise InvalidInput(f"{of} needs a name", hint="with a letter or a figure in it")
    if len(name) > most:
        raise InvalidInput(f"the name of {of} is too long", hint=f"at most {most} letters")
    return name
