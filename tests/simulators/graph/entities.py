"""People, folders, messages, drives, sites and files as Graph writes them down."""

from __future__ import annotations

from typing import Any

from simulators.graph.tenant import Drive, Entry, MailFolder, Message, Site, User


def chosen(row: dict[str, Any], options: dict[str, str], keep: tuple[str, ...] = ("id",)) -> dict[str, Any]:
    select = [name.strip() for name in options.get("$select", "").split(",") if name]
    if "$expand" not in options:
        row = {name: value for name, value in row.items() if name != "singleValueExtendedProperties"}
    elif select:
        select.append("singleValueExtendedProperties")
    return (
        row
        if not select
        else {name: value for name, value in row.items() if name in select or name in keep or name.startswith("@")}
    )


def user(user: User) -> dict[str, Any]:
    return {"id": user.ident, "userPrincipalName": user.name, "mail": user.name, "userType": user.kind, "accountEnabled": True,
            "displayName": user.name.partition("@")[0].title()}  # fmt: skip


def folder(folder: MailFolder, user: User) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": folder.ident, "displayName": folder.name, "parentFolderId": folder.parent, "isHidden": folder.hidden,
        "childFolderCount": sum(one.parent == folder.ident for one in user.folders.values()),
        "totalItemCount": len(folder.messages),
    }  # fmt: skip
    return {"@odata.type": "#microsoft.graph.mailSearchFolder", **row} if folder.search else row


def message(message: Message) -> dict[str, Any]:
    size = {"id": "Integer 0xe08", "value": str(len(message.mime))}
    return {
        "id": message.ident, "receivedDateTime": message.received, "isDraft": message.is_draft,
        "changeKey": f"CQ{message.change}", "@odata.etag": f'W/"CQ{message.change}"', "subject": "t0p-secret subject",
        "singleValueExtendedProperties": [size],
    }  # fmt: skip


def drive(drive: Drive) -> dict[str, Any]:
    return {
        "id": drive.ident,
        "name": drive.name,
        "driveType": "business",
        "webUrl": "https://contoso-my.sharepoint.com/x",
    }


def site(site: Site) -> dict[str, Any]:
    return {
        "id": site.ident,
        "name": site.name,
        "displayName": site.name,
        "webUrl": site.url,
        "isPersonalSite": site.personal,
    }


def entry(entry: Entry, drive: Drive) -> dict[str, Any]:
    if not entry.parent:
        return {
            "id": entry.ident,
            "name": "root",
            "root": {},
            "folder": {"childCount": 1},
            "parentReference": {"driveId": drive.ident},
        }
    row: dict[str, Any] = {
        "id": entry.ident, "name": entry.name, "lastModifiedDateTime": entry.modified,
        "eTag": f'"{{{entry.ident}}},{entry.change}"', "cTag": f'"c:{{{entry.ident}}},{entry.content_change}"',
        "parentReference": {"driveId": drive.ident, "id": entry.parent}, "size": len(entry.content or b""),
    }  # fmt: skip
    if entry.package:
        row["package"] = {"type": entry.package}
    elif entry.content is None:
        row["folder"] = {"childCount": 1}
    else:
        row["file"] = {"mimeType": "application/octet-stream"}
    if entry.shared:
        row["shared"] = {"scope": entry.shared}
    return row
