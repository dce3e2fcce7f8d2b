"""Settings: one table. Read by `cli`, `web`, `api` and `agent` only; everything below gets values.

>>> read({"BAILEE_SCAN_DEPTH": "5"})["scan_depth"]
5
>>> read({"BAILEE_SCAN_DEPTH": "deep"})
Traceback (most recent call last):
bailee.errors.InvalidInput: BAILEE_SCAN_DEPTH is "deep", which is no whole number
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from bailee.errors import CannotRead, InvalidInput


@dataclass(frozen=True, slots=True)
class Setting:
    """A row: environment variable `BAILEE_<NAME>`; the type of the default is the type of the value."""

    name: str
    default: int | str
    help: str
    is_secret: bool = False  # `BAILEE_<NAME>_FILE` may name a file with it

    @property
    def variable(self) -> str:
        return f"BAILEE_{self.name.upper()}"


SETTINGS = (
    Setting("home", "", "Where the embedded store lies; empty: the platform's data folder"),
    Setting(
        "database",
        "",
        "PostgreSQL that the store stands on (postgresql://…), or BAILEE_DATABASE_FILE with it; else the one in HOME/database.url; else SQLite",
        is_secret=True,
    ),
    Setting(
        "database_owner",
        "",
        "Address of the account that makes its tables, where that is not the one that works with them; or BAILEE_DATABASE_OWNER_FILE",
        is_secret=True,
    ),
    Setting(
        "address", "", "Public address of the server, as in https://privacy.example.com; empty: this machine alone"
    ),
    Setting(
        "host",
        "127.0.0.1",
        "Address that the server listens on; another one than this machine's own takes TLS: a certificate, or a proxy",
    ),
    Setting("port", 8765, "Port that the server listens on; 0: any free one"),
    Setting("tls_cert", "", "File with the server's certificate and its chain (PEM); empty: a proxy does TLS"),
    Setting("tls_key", "", "File with its key"),
    Setting("workers", 1, "Processes that make pages"),
    Setting(
        "proxies",
        "",
        "Addresses and networks of your proxies, as in 127.0.0.1, 10.4.0.0/16: X-Forwarded-For is believed from them alone",
    ),
    Setting(
        "metrics_token_file",
        "",
        "File with the token that /metrics asks for; empty: it is shown on this machine alone, and not behind a proxy",
    ),
    Setting(
        "log_level",
        "",
        "What the server and workers write: debug, info, warning or error; empty: info, on a terminal warning",
    ),
    Setting(
        "syslog",
        "",
        "Collector that the server and workers send the same lines to, by syslog over TLS (RFC 5425), as in logs.example.com:6514; empty: none",
    ),
    Setting(
        "syslog_trusted",
        "",
        "File with the certificates (PEM) that the collector's must lead to; empty: those that the system trusts",
    ),
    Setting("syslog_cert", "", "File with the certificate that is shown to the collector, where it asks for one"),
    Setting("syslog_key", "", "File with its key"),
    Setting(
        "virus_scanner",
        "",
        "clamd that looks at files that people hand in, by its socket, as in /run/clamav/clamd.ctl, or by 127.0.0.1:3310; empty: none",
    ),
    Setting("virus_scanner_away", "refuse", "What happens to such files while it does not answer: refuse, or take"),
    Setting(
        "smtp_host", "", "Mail server that invitations and alerts are sent by; empty: none, links are shown instead"
    ),
    Setting("smtp_port", 587, "Its port"),
    Setting("smtp_security", "starttls", "starttls, tls, or none for a server on this machine"),
    Setting("smtp_from", "", "Address that mail comes from"),
    Setting("smtp_user", "", "Account at the mail server, where it asks for one"),
    Setting("smtp_password_file", "", "File with its password"),
    Setting(
        "time_stamps",
        "",
        "Time-stamp service (RFC 3161) that vouches for the time of signatures, as in http://stamps.example.com/tsa; empty: none, and they say so",
    ),
    Setting("time_stamps_trusted", "", "File with the certificates (PEM) that its stamps must lead to"),
    Setting(
        "outward_networks",
        "",
        "Networks of your own that tickets, messages and webhooks may be sent into, as in 10.4.0.0/16; empty: public addresses alone",
    ),
    Setting(
        "bounces",
        "",
        "Mailbox that mail comes back to, as in imaps://bounces@mail.example/INBOX; its password lies in HOME/credentials.toml",
    ),
    Setting(
        "oidc_issuer",
        "",
        "An issuer of identities that people may sign in by (OpenID Connect); more in HOME/sign-in.toml",
    ),
    Setting("oidc_name", "", "What its button says"),
    Setting("oidc_client_id", "", "What this server is called there"),
    Setting("oidc_secret_file", "", "File with the secret of this server there"),
    Setting("server", "", "Server that commands ask instead of this machine's store, as in https://bailee.example.com"),
    Setting(
        "token", "", "Token that they ask it with; or BAILEE_TOKEN_FILE; else the one in the keychain", is_secret=True
    ),
    Setting("client", "", "Client that commands are about, by name or ident; empty: the organisation itself"),
    Setting("jobs", 0, "Worker processes of a scan; 0: one a core, at most 4"),
    Setting("scan_depth", 12, "How many containers deep to look (zip in mail in zip)"),
    Setting(
        "scan_file_seconds",
        12,
        "Processor time for one file; its text, its members and its pictures allow more, seconds",
    ),
    Setting(
        "scan_file_stalled_seconds",
        60,
        "Time after which a file is given up that neither tells anything nor waits for a processor: a share that hangs, seconds",
    ),
    Setting("scan_worker_megabytes", 400, "Memory that one worker process may take, MiB; all together take 800"),
    Setting("scan_expanded_megabytes", 1024, "Bytes that one file may expand to in all, MiB"),
    Setting("scan_fetched_megabytes", 2048, "Largest item of a mailbox, bucket or database that is fetched, MiB"),
    Setting(
        "spool", "", "Folder for copies of fetched items while they are read; empty: in the store, or the user's cache"
    ),
    Setting("scan_cpu_percent", 0, "Of one core, for all workers together, per cent; 0: as much as they can use"),
    Setting("scan_megabytes_a_second", 0, "Begin no more than so many megabytes a second; 0: no limit"),
    Setting("scan_hours", "", "Hours of the day in which scans work, as in 18:00-06:00; empty: all"),
    Setting("scan_battery_percent", 20, "On battery, wait below this level; 0: never"),
    Setting("scan_range_files", 20_000, "Files of a range, where several workers read a share"),
    Setting("scan_full_days", 30, "After so many days unchanged files are looked at by their content too; 0: never"),
    Setting("keep_patterns", 1, "0: compiled patterns are not kept in the user's cache folder"),
    Setting("detectors", "", "TOML file, or folder of them, with detectors of your own; beside HOME/detectors"),
    Setting(
        "api_requests_a_minute",
        600,
        "Requests that one token of the API may make in a minute, each 25 ms of processor time for one of them; 0: no limit",
    ),
    Setting(
        "agent_oldest",
        "",
        "Oldest version of agents that are given work, as in 0.2.0; empty: any that the server understands",
    ),
    Setting("show_masks", 0, "1: show the last digits of values in findings (`•••-••-6789`)"),
)


def read(environment: Mapping[str, str]) -> dict[str, int | str]:
    """Values by name. InvalidInput names the variable and its value where it makes no sense."""
    values: dict[str, int | str] = {}
    for setting in SETTINGS:
        raw = environment.get(setting.variable)
        if raw is None and setting.is_secret and (file := environment.get(f"{setting.variable}_FILE")):
            raw = _first_line(setting, file)
        if raw is None:
            values[setting.name] = setting.default
        elif isinstance(setting.default, int):
            try:
                values[setting.name] = int(raw)
            except ValueError:
                raise InvalidInput(
                    f'{setting.variable} is "{raw}", which is no whole number', hint=setting.help
                ) from None
        else:
            values[setting.name] = raw
    return values


def _first_line(setting: Setting, file: str) -> str:
    try:
        return Path(file).read_text("utf-8").strip().partition("\n")[0]
    except (OSError, ValueError):
        raise CannotRead(
            f"the file that {setting.variable}_FILE names cannot be read", hint="see to its path and its rights"
        ) from None


def home(environment: Mapping[str, str], given: str | None = None) -> Path:
    """The folder of the embedded store: the one given, else BAILEE_HOME, else the platform's data folder."""
    chosen = given or environment.get("BAILEE_HOME") or platformdirs.user_data_dir("bailee", appauthor=False)
    return Path(chosen).expanduser().absolute()


def spool(environment: Mapping[str, str], home: Path | None = None) -> Path:
    """The folder for copies of fetched items: the one that was set, else one in the store, else one in the user's cache."""
    chosen = str(read(environment)["spool"])
    if chosen:
        return Path(chosen).expanduser().absolute() / "bailee-spool"
    return (home or Path(platformdirs.user_cache_dir("bailee", appauthor=False))) / "spool"
