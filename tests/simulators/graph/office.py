"""The office that tests and the vendor's client read: three people, a room, somebody whose mail lies elsewhere, two sites."""

from __future__ import annotations

from simulators.graph.simulator import Server

ANN, BOB = "ann@contoso.example", "bob@contoso.example"
LARGE = bytes(range(256)) * 4_000


def mime(subject: str) -> bytes:
    return f"From: {ANN}\r\nTo: {BOB}\r\nSubject: {subject}\r\n\r\nHello.\r\n".encode()


def furnish(server: Server) -> None:
    tenant = server.tenant
    ann, bob = tenant.user(ANN), tenant.user(BOB)
    tenant.user("room@contoso.example", mailbox="none")
    tenant.user("carol@contoso.example", mailbox="elsewhere")
    for number in range(5):
        tenant.mail(ann, "Inbox", mime(f"t0p-secret {number}"))
    inbox = next(folder for folder in ann.folders.values() if folder.name == "Inbox")
    projects = tenant.folder(ann, "Projekte/Zürich", inbox)
    tenant.mail(ann, projects.name, mime("nested"))
    tenant.folder(ann, "Hidden", hidden=True)
    tenant.mail(ann, "Hidden", mime("hidden"))
    tenant.mail(ann, "Archive", mime("archived"))
    tenant.mail(ann, "Deletions", mime("deleted, and still there"))
    search = tenant.folder(ann, "Weekly digests", search=True)
    search.messages.update(inbox.messages)
    tenant.mail(bob, "Inbox", mime("for bob"))
    drive = tenant.drive(ann, "OneDrive")
    tenant.put(drive, "Payroll/2024/wages.csv", b"name,ssn\nAnn,219-09-9999\n")
    tenant.put(drive, "Payroll/2024/large.bin", LARGE)
    tenant.put(drive, "notes.txt", b"hello", shared="anonymous")
    tenant.put(drive, "Notebook", None, package="oneNote")
    team = tenant.site("HR", "https://contoso.sharepoint.com/sites/HR")
    tenant.put(tenant.drive(team, "Documents"), "contracts/bob.txt", b"contract")
    tenant.site("Empty", "https://contoso.sharepoint.com/sites/empty")
