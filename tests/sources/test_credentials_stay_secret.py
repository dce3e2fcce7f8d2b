"""Credentials are in nothing that a scan writes, shows or hands on: canaries in every place that a secret may come from."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

import warm
from simulators.object_stores import ACCOUNT_KEY, KEY_ID, SECRET, Answer, Asked, Bucket, served

PAY = b"Employee: Maria Gonzalez, SSN 512-44-7313\n"
PASSWORD, TOKEN = "canary-Password-9!", "ya29.canary-token"
CANARIES = (SECRET, ACCOUNT_KEY, PASSWORD, TOKEN, "canary-sas")


def bailee(*words: str, home: Path, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BAILEE_")}
    return warm.run(*words, "--home", home, environment={**clean, **(environment or {})})


@pytest.fixture
def credentials(tmp_path: Path) -> Path:
    file = tmp_path / "credentials.toml"
    file.write_text(
        f'["s3://acme-hr"]\naccess_key_id = "{KEY_ID}"\nsecret_access_key = "{SECRET}"\n'
        f'["az://acme-hr"]\naccount_key = "{ACCOUNT_KEY}"\n["gs://acme-hr"]\naccess_token = "{TOKEN}"\n'
        f'["postgresql://"]\npassword = "{PASSWORD}"\n["mysql://"]\npassword = "{PASSWORD}"\n'
    )
    file.chmod(0o600)
    return file


def trouble(asked: Asked) -> Answer | None:
    """One object is refused with our own secret in the answer; Google's listing is nonsense."""
    if asked.path.startswith("/storage"):
        return Answer(200, b"<")
    return Answer(403, f"<Error><Code>X</Code>{SECRET}</Error>".encode()) if asked.path.endswith("b.zip") else None


def test_no_secret_is_in_the_store_the_report_or_the_output(tmp_path: Path, credentials: Path) -> None:
    bucket = Bucket({"a.txt": PAY, "b.zip": PAY}, trouble=trouble)
    home, report = tmp_path / "home", tmp_path / "report.json"
    with served(bucket, tmp_path) as server:
        addresses = [server.address(scheme) for scheme in ("s3", "az", "gs")]
        addresses += ["postgresql://reader@127.0.0.1:1/crm", "mysql://reader@127.0.0.1:1/crm"]
        done = bailee("scan", *addresses, "--credentials", str(credentials), "--report", str(report), home=home)
    assert done.returncode == 0, done.stderr
    written = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    told = b"".join([*written, report.read_bytes(), done.stdout.encode(), done.stderr.encode()])
    for canary in CANARIES:
        assert canary.encode() not in told
    assert not (home / "spool").exists()


def test_a_password_on_the_command_line_is_refused_and_not_repeated(tmp_path: Path) -> None:
    done = bailee("scan", f"postgresql://ann:{PASSWORD}@db.example/crm", home=tmp_path)
    assert done.returncode == 2 and "--credentials" in done.stderr
    assert PASSWORD not in done.stdout + done.stderr


def test_what_is_missing_is_said_before_anything_is_written(tmp_path: Path) -> None:
    environment = {"BAILEE_S3_ACCESS_KEY_ID": KEY_ID}
    done = bailee("scan", "s3://acme-hr", home=tmp_path / "home", environment=environment)
    assert done.returncode == 2 and "BAILEE_S3_SECRET_ACCESS_KEY" in done.stderr
    assert not (tmp_path / "home").exists()
