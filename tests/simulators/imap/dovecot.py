"""A real mail server, Dovecot, on loopback, with a configuration of its own in a folder of its own."""

from __future__ import annotations

import getpass
import imaplib
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from simulators import certificates

PROGRAM = shutil.which("dovecot") or ("/usr/sbin/dovecot" if Path("/usr/sbin/dovecot").exists() else None)
PASSWORD = "corr3ct-horse"

_CONFIGURATION = """
dovecot_config_version = 2.4.1
dovecot_storage_version = 2.4.1
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_driver = maildir
mail_path = ~/Maildir
mail_home = {folder}/home/%{{user}}
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
ssl = required
ssl_server_cert_file = {certificate}
ssl_server_key_file = {key}
auth_mechanisms = plain login
auth_failure_delay = 0
passdb passwd-file {{
  passwd_file_path = {folder}/users
}}
userdb static {{
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
namespace others {{
  type = shared
  separator = /
  prefix = shared/$user/
  mail_path = %{{owner_home}}/Maildir
  mail_index_private_path = ~/seen/%{{owner_user}}
  list = children
  subscriptions = no
}}
acl_driver = vfile
acl_sharing_map {{
  dict file {{
    path = {folder}/sharing
  }}
}}
protocol imap {{
  mail_plugins {{
    acl = yes
    imap_acl = yes
  }}
  mail_max_userip_connections = 50
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-hibernate {{
  chroot =
}}
"""


@dataclass(frozen=True, slots=True)
class Server:
    folder: Path
    ca: Path
    port: int
    tls_port: int

    def address(self, user: str, path: str = "", scheme: str = "imaps") -> str:
        port = self.tls_port if scheme == "imaps" else self.port
        return f"{scheme}://{user}@localhost:{port}/{path}?ca={self.ca}"

    @contextmanager
    def client(self, user: str) -> Iterator[imaplib.IMAP4_SSL]:
        """Another client, to put in what is to be read and to look at what reading left."""
        context = ssl.create_default_context(cafile=self.ca)
        with imaplib.IMAP4_SSL("localhost", self.tls_port, ssl_context=context) as client:
            client.login(user, PASSWORD)
            yield client

    def deliver(self, user: str, folder: str, *mails: bytes) -> None:
        with self.client(user) as client:
            client.create(folder)
            for mail in mails:
                kind, said = client.append(folder, "", imaplib.Time2Internaldate(1_709_600_000), mail)
                assert kind == "OK", said


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """Dovecot for ann and bob, as this user, or as nobody where this user is root."""
    assert PROGRAM is not None
    root = os.geteuid() == 0
    user = "nobody" if root else getpass.getuser()
    group = subprocess.run(["id", "-gn", user], capture_output=True, text=True, check=True).stdout.strip()
    ca, certificate, key = certificates.make(folder)
    for name in ("run", "home"):
        (folder / name).mkdir()
    (folder / "users").write_text("".join(f"{name}:{{PLAIN}}{PASSWORD}\n" for name in ("ann", "bob")))
    server = Server(folder, ca, _free_port(), _free_port())
    configuration = folder / "dovecot.conf"
    configuration.write_text(
        _CONFIGURATION.format(
            folder=folder,
            user=user,
            group=group,
            certificate=certificate,
            key=key,
            port=server.port,
            tls_port=server.tls_port,
        )
    )
    if root:
        for parent in (folder, *folder.parents):
            if parent.stat().st_uid == 0 and str(parent).startswith("/tmp/"):
                parent.chmod(parent.stat().st_mode | 0o055)
        subprocess.run(["chown", "-R", f"{user}:{group}", folder], check=True)
    options: dict[str, object] = {"user": user, "group": group, "extra_groups": []} if root else {}
    process = subprocess.Popen([PROGRAM, "-F", "-c", configuration], **options)  # type: ignore[call-overload]
    try:
        _await(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def _await(server: Server, process: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", server.tls_port), timeout=1).close()
        except OSError:
            assert process.poll() is None, (server.folder / "log").read_text()
            time.sleep(0.05)
        else:
            return
    raise AssertionError("Dovecot does not listen")
