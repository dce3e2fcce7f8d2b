"""Mail that lies on this machine, and mailboxes elsewhere that a mail program here is set up for."""

from __future__ import annotations

import configparser
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from bailee.places.interface import Found, Home, Sort, System, below, read, size_of

RANK = 5
_THUNDERBIRD = (".thunderbird", ".icedove", "snap/thunderbird/common/.thunderbird", ".var/app/org.mozilla.Thunderbird/.thunderbird", "AppData/Roaming/Thunderbird", "Library/Thunderbird")  # fmt: skip
_FOLDERS = {  # below a home folder
    ".local/share/evolution/mail": "Evolution",
    ".local/share/geary": "Geary",
    ".local/share/local-mail": "KMail",
    "Library/Mail": "Apple Mail",
    "Maildir": "Maildir",
    "Mail": "mail folders",
    ".mail": "mail folders",
    "AppData/Local/Microsoft/Windows Live Mail": "Windows Live Mail",
    "AppData/Local/Comms/UnistoreDB": "Windows Mail",
}
_OUTLOOK = ("AppData/Local/Microsoft/Outlook", "Documents/Outlook Files", "Documents/Outlook-Dateien", "Library/Group Containers/UBF8T346G9.Office/Outlook")  # fmt: skip
_OF_THE_MACHINE = {
    "/var/mail": "mailboxes of this machine",
    "/var/spool/mail": "mailboxes of this machine",
    "/var/vmail": "Dovecot",
    "/var/lib/dovecot/mail": "Dovecot",
    "/opt/zimbra/store": "Zimbra",
    "/var/spool/imap": "Cyrus",
    "/var/spool/postfix/hold": "Postfix",
    "/var/lib/mailman3/archives": "Mailman",
}
_PREFERENCE = re.compile(
    r'user_pref\("mail\.server\.server(\d+)\.(hostname|userName|type|socketType)",\s*"?([^")]{0,300})"?\)'
)


def find(system: System) -> Iterator[Found]:
    for home in system.homes:
        yield from _thunderbird(system, home)
        for name in _OUTLOOK:
            for file in below(home.path / name):
                if file.suffix.lower() in (".pst", ".ost", ".olm"):
                    yield _store(system, file, f"{file.name} of {home.account}", "Outlook", home.account)
        for name, program in _FOLDERS.items():
            folder = home.path / name
            if folder.is_dir() and any(below(folder)):
                yield _store(system, folder, f"{program} of {home.account}", program, home.account)
    seen: set[Path] = set()
    for name, program in _OF_THE_MACHINE.items():
        folder = system.path(name)
        if folder.is_dir() and any(below(folder)) and folder.resolve() not in seen:
            seen.add(folder.resolve())
            yield _store(system, folder, program[:1].upper() + program[1:], program)


def _store(system: System, path: Path, name: str, program: str, whose: str = "") -> Found:
    return Found(Sort.MAIL_STORE, name, system.shown(path), program, whose, size_of(path))


def _thunderbird(system: System, home: Home) -> Iterator[Found]:
    for base in _THUNDERBIRD:
        profiles = configparser.ConfigParser(strict=False, interpolation=None)
        try:
            profiles.read_string(read(home.path / base / "profiles.ini"))
        except configparser.Error:
            continue
        for section in profiles.sections():
            told = profiles[section].get("Path", "")
            if not section.startswith("Profile") or not told:
                continue
            profile = home.path / base / told if profiles[section].get("IsRelative", "1") == "1" else system.path(told)
            for part in ("Mail", "ImapMail"):
                if any(below(profile / part)):
                    kept = "kept here" if part == "Mail" else "copies of a mailbox"
                    yield _store(
                        system, profile / part, f"Thunderbird of {home.account}, {kept}", "Thunderbird", home.account
                    )
            yield from _mailboxes(read(profile / "prefs.js", 4 << 20), home)


def _mailboxes(preferences: str, home: Home) -> Iterator[Found]:
    """Accounts by IMAP that Thunderbird is set up for."""
    servers: dict[str, dict[str, str]] = {}
    for number, name, value in _PREFERENCE.findall(preferences):
        servers.setdefault(number, {})[name] = value
    for server in servers.values():
        if server.get("type") == "imap" and server.get("hostname") and server.get("userName"):
            address = f"imaps://{quote(server['userName'], safe='')}@{server['hostname']}/"
            yield Found(
                Sort.MAILBOX,
                f"{server['hostname']}, as set up by {home.account}",
                address,
                "IMAP",
                home.account,
                why_not="not connected: it needs a password or a token (--credentials)",
            )
