"""Note that a person received, read and understood a version of a notice, and how they were identified.

The statement is kept word for word by its hash, and the hash of the version it was made over; the name is encrypted.
"""

from __future__ import annotations

from bailee.errors import InvalidInput
from bailee.store.rows.told import NoticeVersion, SignOff
from bailee.store.workspace import Workspace

STATEMENT = "I have received this notice. I have read it. I understand it."
# How a signer was identified, weakest last: the certificate says which.
IDENTIFIED = ("account-with-second-factor", "emailed-link-and-code", "in-person-by-colleague", "paper-entered-later")


def record_sign_off(
    workspace: Workspace, version: NoticeVersion, person: str, *, identified_by: str, witness: str = ""
) -> SignOff:
    """Note one sign-off. `person` is a name, an e-mail address or a number of the roster.

    InvalidInput where the version is a draft, the way of identifying is none that we know, or the person signed already.
    """
    if identified_by not in IDENTIFIED:
        raise InvalidInput(f'"{identified_by}" is no way to identify a signer', hint="one of: " + ", ".join(IDENTIFIED))
    found = [
        listed
        for listed in workspace.roster()
        if person.casefold() in (listed.name.casefold(), listed.email.casefold(), listed.number.casefold()) and person
    ]
    if len(found) > 1:
        raise InvalidInput("several people on the roster answer to that", hint="name them by e-mail or number")
    name, ident = (found[0].name, found[0].ident) if found else (person, None)
    with workspace.transaction():
        signed = workspace.record_sign_off(
            version, name, identified_by=identified_by, statement=STATEMENT, person=ident
        )
        workspace.record(
            "notice-signed",
            f"sign-off-{signed.ident}",
            {
                "version_sha256": version.sha256,
                "statement_sha256": signed.statement_sha256,
                "identified_by": identified_by,
                "witnessed": bool(witness),
                "on_roster": ident is not None,
            },
        )
    return signed
