"""Mailboxes, OneDrives and SharePoint libraries of Microsoft 365, on a simulator that Microsoft's own client reads too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from microsoft365_office import close_all, connect, items, left, listed

from bailee.errors import InvalidInput, NotAllowed
from bailee.items import Item
from bailee.sources.interface import Gone
from bailee.vocabulary import Reason
from simulators.graph import office, simulator
from simulators.graph.tenant import Drive, MailFolder, User


@pytest.fixture
def server(tmp_path: Path) -> Iterator[simulator.Server]:
    with simulator.running(tmp_path) as running:
        office.furnish(running)
        yield running
        close_all()
        assert running.violations == []  # nothing was asked that Graph does not have, and nothing written


def ann(server: simulator.Server) -> User:
    return next(user for user in server.tenant.users.values() if user.name == office.ANN)


def folder(server: simulator.Server, name: str) -> MailFolder:
    return next(one for one in ann(server).folders.values() if one.name == name)


def drive(server: simulator.Server) -> Drive:
    return ann(server).drives[0]


def entry(server: simulator.Server, name: str) -> object:
    return next(one for one in drive(server).entries.values() if one.name == name and not one.removed)


def test_everybody_is_read_with_hidden_nested_archived_and_deleted_mail(server: simulator.Server) -> None:
    read = {name.rpartition("/")[0]: item.read() for name, item in items(connect(server)).items()}
    assert read["users/ann@contoso.example/Mail/Inbox/Projekte∕Zürich"] == office.mime("nested")
    assert read["users/ann@contoso.example/Mail/Hidden"] == office.mime("hidden")
    assert read["users/ann@contoso.example/Mail/Archive"] == office.mime("archived")
    assert read["users/ann@contoso.example/Mail/Recoverable Items"] == office.mime("deleted, and still there")
    assert read["users/bob@contoso.example/Mail/Inbox"] == office.mime("for bob")


def test_folders_that_show_what_a_search_finds_are_not_read_again(server: simulator.Server) -> None:
    assert sum("users/ann@contoso.example/Mail/Inbox/2024" in name for name in items(connect(server))) == 5
    assert not any("Weekly digests" in name for name in listed(connect(server)))


def test_files_of_people_and_sites_are_read_under_their_paths(server: simulator.Server) -> None:
    found = items(connect(server))
    assert (
        found["users/ann@contoso.example/Drives/OneDrive/Payroll/2024/wages.csv"].read()
        == b"name,ssn\nAnn,219-09-9999\n"
    )
    assert found["users/ann@contoso.example/Drives/OneDrive/Payroll/2024/large.bin"].read() == office.LARGE
    assert found["sites/contoso.sharepoint.com/sites/HR/Documents/contracts/bob.txt"].read() == b"contract"


def test_what_cannot_be_read_is_told_by_reason_and_who_has_no_mailbox_is_no_gap(server: simulator.Server) -> None:
    assert left(connect(server)) == {
        "users/ann@contoso.example/Drives/OneDrive/Notebook": Reason.UNKNOWN_FORMAT,  # OneNote
        "users/carol@contoso.example/Mail": Reason.NOT_CONNECTED,  # on the office's own server
    }


def test_a_link_for_anybody_is_noted_until_it_is_taken_back(server: simulator.Server) -> None:
    state = b""
    for _ in range(2):
        tenant = connect(server, state=state)
        list(tenant.items())
        assert "1 file can be opened by anybody who has the link to it" in [note.says for note in tenant.notes()]
        state = tenant.state()
    server.tenant.change(entry(server, "notes.txt"), shared="")  # type: ignore[arg-type]
    tenant = connect(server, state=state)
    assert not any(isinstance(told, Gone) for told in listed(tenant).values())
    assert not any(note.ident == "public" for note in tenant.notes())


def test_one_person_one_site_or_one_sort_of_thing_can_be_asked_for(server: simulator.Server) -> None:
    assert {name.split("/")[1] for name in items(connect(server, f"users/{office.BOB}"))} == {office.BOB}
    site = items(connect(server, "sites/contoso.sharepoint.com/sites/HR"))
    assert list(site) == ["sites/contoso.sharepoint.com/sites/HR/Documents/contracts/bob.txt"]
    assert all("/Mail/" in name for name in items(connect(server, options="&only=mail")))


def test_the_second_time_nothing_is_named_where_nothing_changed(server: simulator.Server) -> None:
    first = connect(server)
    list(first.items())
    again = connect(server, state=first.state())
    assert list(listed(again)) == ["users/carol@contoso.example/Mail"]
    assert again.only_changes


def test_changes_of_mail_are_told_and_what_was_deleted_is_gone(server: simulator.Server) -> None:
    first = connect(server, options="&only=mail")
    before = items(first)
    message = next(iter(folder(server, "Inbox").messages.values()))
    server.tenant.remove(message)
    server.tenant.mail(ann(server), "Inbox", office.mime("new"))
    changed = listed(connect(server, options="&only=mail", state=first.state()))
    gone = [name for name, told in changed.items() if isinstance(told, Gone)]
    assert len(gone) == 1
    assert gone[0] in before
    assert [told.read() for told in changed.values() if isinstance(told, Item)] == [office.mime("new")]


def test_a_mark_as_read_makes_no_message_new_but_an_edited_draft_is(server: simulator.Server) -> None:
    sent = server.tenant.mail(ann(server), "Sent Items", office.mime("sent"))
    draft = server.tenant.mail(ann(server), "Archive", office.mime("draft"), is_draft=True)
    before = {name: item.facts for name, item in items(connect(server)).items()}
    server.tenant.change(sent)
    server.tenant.change(draft, mime=office.mime("Draft"))
    after = {name: item.facts for name, item in items(connect(server)).items()}
    assert [name.split("/")[3] for name in before if before[name] != after[name]] == ["Archive"]


def test_a_renamed_mail_folder_is_read_under_its_new_name(server: simulator.Server) -> None:
    first = connect(server, options="&only=mail")
    list(first.items())
    folder(server, "Archive").name = "Old things"
    changed = listed(connect(server, options="&only=mail", state=first.state()))
    assert [type(told).__name__ for name, told in changed.items() if "/Archive/" in name] == ["Gone"]
    assert [type(told).__name__ for name, told in changed.items() if "/Old things/" in name] == ["Item"]


def test_changes_of_a_drive_are_told(server: simulator.Server) -> None:
    first = connect(server, f"users/{office.ANN}")
    list(first.items())
    server.tenant.put(drive(server), "Payroll/2025/new.txt", b"new")
    server.tenant.put(drive(server), "notes.txt", b"hello again", shared="")
    server.tenant.change(entry(server, "wages.csv"), name="salaries.csv")  # type: ignore[arg-type]
    server.tenant.remove(entry(server, "large.bin"))  # type: ignore[arg-type]
    changed = listed(connect(server, f"users/{office.ANN}", state=first.state()))
    base = "users/ann@contoso.example/Drives/OneDrive"
    assert {name: type(told).__name__ for name, told in changed.items()} == {
        f"{base}/Payroll/2025/new.txt": "Item",
        f"{base}/notes.txt": "Item",
        f"{base}/Payroll/2024/salaries.csv": "Item",
        f"{base}/Payroll/2024/wages.csv": "Gone",
        f"{base}/Payroll/2024/large.bin": "Gone",
    }


def test_a_renamed_folder_takes_its_files_along(server: simulator.Server) -> None:
    first = connect(server, f"users/{office.ANN}", "&only=drives")
    before = set(items(first))
    server.tenant.change(entry(server, "2024"), name="2024 closed")  # type: ignore[arg-type]
    changed = listed(connect(server, f"users/{office.ANN}", "&only=drives", state=first.state()))
    gone = {name for name, told in changed.items() if isinstance(told, Gone)}
    assert gone == {name for name in before if "/2024/" in name}
    assert {name for name, told in changed.items() if "/2024 closed/" in name} == {
        name.replace("/2024/", "/2024 closed/") for name in gone
    }


def test_a_deleted_folder_takes_its_files_along(server: simulator.Server) -> None:
    first = connect(server, f"users/{office.ANN}", "&only=drives")
    list(first.items())
    server.tenant.remove(entry(server, "Payroll"))  # type: ignore[arg-type]
    changed = listed(connect(server, f"users/{office.ANN}", "&only=drives", state=first.state()))
    assert {type(told).__name__ for told in changed.values()} == {"Gone"}
    assert len(changed) == 2


@pytest.mark.parametrize("too_old", [False, True])
def test_a_file_that_another_took_the_name_of_is_not_gone(server: simulator.Server, too_old: bool) -> None:
    first = connect(server, f"users/{office.ANN}", "&only=drives")
    list(first.items())
    server.tenant.remove(entry(server, "notes.txt"))  # type: ignore[arg-type]
    server.tenant.put(drive(server), "notes.txt", b"another")
    if too_old:
        server.forget_changes()
    changed = listed(connect(server, f"users/{office.ANN}", "&only=drives", state=first.state()))
    notes = changed["users/ann@contoso.example/Drives/OneDrive/notes.txt"]
    assert isinstance(notes, Item)
    assert notes.read() == b"another"
    assert not any(isinstance(told, Gone) for told in changed.values())


@pytest.mark.parametrize("kind", ["mail", "drives"])
def test_a_mark_that_is_too_old_means_that_all_is_listed_and_compared(server: simulator.Server, kind: str) -> None:
    first = connect(server, f"users/{office.ANN}", f"&only={kind}")
    before = items(first)
    server.tenant.remove(next(iter(folder(server, "Inbox").messages.values())))
    server.tenant.remove(entry(server, "wages.csv"))  # type: ignore[arg-type]
    server.forget_changes()
    after = listed(connect(server, f"users/{office.ANN}", f"&only={kind}", state=first.state()))
    assert sum(isinstance(told, Gone) for told in after.values()) == 1
    assert {name for name, told in after.items() if not isinstance(told, Gone)} >= set(before) - {
        name for name, told in after.items() if isinstance(told, Gone)
    }


def test_somebody_who_left_is_gone_with_mail_and_drive(server: simulator.Server) -> None:
    first = connect(server)
    before = items(first)
    gone_user = server.tenant.users.pop(ann(server).ident)
    server.tenant.drives.pop(gone_user.drives[0].ident)
    changed = listed(connect(server, state=first.state()))
    assert {name for name, told in changed.items() if isinstance(told, Gone)} == {
        name for name in before if name.startswith(f"users/{office.ANN}/")
    }


def test_a_certificate_does_instead_of_a_secret(server: simulator.Server) -> None:
    pem, server.sign_in.certificate = _certificate()
    assert len(items(connect(server, client_certificate=pem))) > 10


def test_a_person_signs_in_with_a_code_and_sees_what_is_theirs(
    server: simulator.Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)  # msal waits for the code
    server.sign_in.device_user = office.BOB
    found = items(connect(server, options="&only=mail", sign_in="device"))
    assert {name.split("/")[1] for name in found} == {office.BOB}
    assert capsys.readouterr().err.count("enter the code ABCD-EFGH") == 1
    server.sign_in.revoke()  # another token comes without anybody signing in again
    assert all(item.read() for item in found.values())
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("path", "options"), [("teams", ""), ("users", ""), ("", "&only=chats"), ("", "&cloud=mars"), ("users/a/b", "")]
)
def test_an_address_that_leads_nowhere_is_refused_before_anything_is_asked(
    server: simulator.Server, path: str, options: str
) -> None:
    with pytest.raises(InvalidInput):
        connect(server, path, options)
    assert server.asked == []


def test_without_a_secret_it_says_what_is_missing(server: simulator.Server) -> None:
    with pytest.raises(NotAllowed, match="client secret"):
        connect(server, tenant_of="nobody")


def _certificate() -> tuple[str, str]:
    """PEM of a certificate with its key, and of the certificate alone."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.x509.oid import NameOID

    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bailee")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    today = datetime.now(UTC)
    builder = builder.serial_number(7).not_valid_before(today - timedelta(1)).not_valid_after(today + timedelta(1))
    certificate = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    return certificate + private, certificate
