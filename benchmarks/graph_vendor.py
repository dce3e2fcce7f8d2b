"""Our simulator of Microsoft Graph, read by Microsoft's own client: what that cannot do there, we must not rely on.

    make vendor

msgraph-sdk is half a gigabyte, so it lives in an environment of its own, outside the repository; this runs in there.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from simulators.graph import office, simulator
from simulators.graph.sign_in import CLIENT, SECRET, TENANT


def client_of(server: simulator.Server) -> tuple[Any, Any]:
    """As the vendor's documentation builds it, with the addresses of a cloud of our own; and what it signs in with."""
    from azure.identity.aio import ClientSecretCredential
    from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
    from msgraph import GraphRequestAdapter, GraphServiceClient

    secret = ClientSecretCredential(TENANT, CLIENT, SECRET, authority=server.url, disable_instance_discovery=True)
    provider = AzureIdentityAuthenticationProvider(
        secret, scopes=[f"{server.url}/.default"], allowed_hosts=["localhost", server.url.removeprefix("https://")]
    )
    adapter = GraphRequestAdapter(provider)
    adapter.base_url = f"{server.url}/v1.0"
    return GraphServiceClient(request_adapter=adapter), secret


async def asked_of(server: simulator.Server) -> list[tuple[str, bool]]:
    client, secret = client_of(server)
    async with secret:
        return await everything(server, client)


async def everything(server: simulator.Server, client: Any) -> list[tuple[str, bool]]:
    """Each thing that we ask of Graph, asked by the vendor's client."""
    from msgraph_core.tasks.page_iterator import PageIterator

    done: list[tuple[str, bool]] = []

    async def check(what: str, ask: Callable[[], Awaitable[bool]]) -> None:
        try:
            done.append((what, await ask()))
        except Exception as error:  # noqa: BLE001 - whatever the client raises is a fault of the simulator
            print(f"  {what}: {type(error).__name__}: {str(error)[:300]}")
            done.append((what, False))

    async def collected(first: Any, by: Any) -> list[Any]:
        rows: list[Any] = []
        await PageIterator(first, by).iterate(lambda row: rows.append(row) or True)  # type: ignore[func-returns-value]  # `append` answers nothing, and it goes on with True
        return rows

    adapter = client.request_adapter
    ann = next(user for user in server.tenant.users.values() if user.name == office.ANN)
    inbox = next(folder for folder in ann.folders.values() if folder.name == "Inbox")
    mail = client.users.by_user_id(ann.ident).mail_folders
    drive = client.drives.by_drive_id(ann.drives[0].ident)

    async def people() -> bool:
        rows = await collected(await client.users.get(), adapter)
        return {row.user_principal_name for row in rows} == {user.name for user in server.tenant.users.values()}

    async def folders() -> bool:
        rows = await collected(await mail.get(), adapter)
        below = await mail.by_mail_folder_id(inbox.ident).child_folders.get()
        return "Inbox" in {row.display_name for row in rows} and below.value[0].display_name == "Projekte/Zürich"

    async def changes_of_mail() -> bool:
        first = await mail.by_mail_folder_id(inbox.ident).messages.delta.get()
        rows = list(first.value)
        while first.odata_next_link:
            first = await mail.by_mail_folder_id(inbox.ident).messages.delta.with_url(first.odata_next_link).get()
            rows += first.value
        server.tenant.remove(inbox.messages[rows[0].id])
        later = await mail.by_mail_folder_id(inbox.ident).messages.delta.with_url(first.odata_delta_link).get()
        return len(rows) == 5 and [row.id for row in later.value] == [rows[0].id]

    async def mime_of_a_message() -> bool:
        message = next(one for one in inbox.messages.values() if not one.removed)
        content = await client.users.by_user_id(ann.ident).messages.by_message_id(message.ident).content.get()
        return bool(content == message.mime)

    async def throttled() -> bool:
        server.fault("/users/[^/]+/drives", 429, "activityLimitReached", wait=1)
        begun = time.monotonic()
        rows = await client.users.by_user_id(ann.ident).drives.get()
        return bool(rows.value[0].name == "OneDrive") and time.monotonic() - begun >= 1

    async def changes_of_a_drive() -> bool:
        page = await drive.items.by_drive_item_id("root").delta.get()
        rows = list(page.value)
        while page.odata_next_link:
            page = await drive.items.by_drive_item_id("root").delta.with_url(page.odata_next_link).get()
            rows += page.value
        kinds = {row.name: bool(row.file) for row in rows}
        return kinds["wages.csv"] and not kinds["Payroll"] and bool(page.odata_delta_link)

    async def download() -> bool:
        entry = next(one for one in ann.drives[0].entries.values() if one.name == "large.bin")
        return bool(await drive.items.by_drive_item_id(entry.ident).content.get() == office.LARGE)

    async def sites() -> bool:
        rows = await collected(await client.sites.get_all_sites.get(), adapter)
        libraries = await client.sites.by_site_id(rows[0].id).drives.get()
        return {row.name for row in rows} == {"HR", "Empty"} and libraries.value[0].name == "Documents"

    async def refused() -> bool:
        ann.blocked.add("mail")
        try:
            await mail.get()
        except Exception as error:  # noqa: BLE001 - an ODataError of the client
            return getattr(error, "response_status_code", 0) == 403
        finally:
            ann.blocked.clear()
        return False

    async def too_old() -> bool:
        page = await drive.items.by_drive_item_id("root").delta.get()
        while page.odata_next_link:
            page = await drive.items.by_drive_item_id("root").delta.with_url(page.odata_next_link).get()
        server.forget_changes()
        try:
            await drive.items.by_drive_item_id("root").delta.with_url(page.odata_delta_link).get()
        except Exception as error:  # noqa: BLE001 - an ODataError of the client
            return getattr(error, "response_status_code", 0) == 410
        return False

    for what, ask in (
        ("people, page by page", people),
        ("mail folders, nested ones too", folders),
        ("changes of a mail folder, with one removed", changes_of_mail),
        ("a message as MIME", mime_of_a_message),
        ("429 with Retry-After", throttled),
        ("changes of a drive, page by page", changes_of_a_drive),
        ("a file, through the redirect to another host", download),
        ("all sites, and their libraries", sites),
        ("403 for one mailbox", refused),
        ("410 for a token that is too old", too_old),
    ):
        await check(what, ask)
    return done


def main() -> int:
    import msgraph
    from msgraph._version import VERSION

    with tempfile.TemporaryDirectory() as folder, simulator.running(Path(folder)) as server:
        office.furnish(server)
        os.environ.update(SSL_CERT_FILE=str(server.ca), REQUESTS_CA_BUNDLE=str(server.ca))
        done = asyncio.run(asked_of(server))
        leaked = [one for one in server.violations if "host of a download" in one]
        violations = [one for one in server.violations if one not in leaked]
    print(f"{msgraph.__name__} {VERSION} against the simulator")
    for what, worked in done:
        print(f"  {'ok  ' if worked else 'FAIL'}  {what}")
    if leaked:
        print("  (it sends its token along to the host that a download is redirected to; ours does not)")
    for violation in violations:
        print(f"  asked what Graph does not have: {violation}")
    return 0 if all(worked for _, worked in done) and not violations else 1


if __name__ == "__main__":
    sys.exit(main())
