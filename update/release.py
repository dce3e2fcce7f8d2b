"""Make a release: sdist and wheel, twice and compared byte by byte, their bill of materials, SHA256SUMS, a signature over that, and where it comes from.

    python update/release.py --key release-key.pem [--out dist]     # `make release KEY=release-key.pem`
    python update/release.py --verify dist --public release.pub     # what anybody does who downloads one

What is built is what is committed (`git archive`), never what lies in the folder, at the time of that commit (SOURCE_DATE_EPOCH). The key is a private key in PEM,
P-256 or Ed25519, in a file that nobody else can read; it is named by a path and copied nowhere. How to verify with openssl alone: docs/release.md.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

sys.path.insert(0, str(Path(__file__).resolve().parent))

import provenance

ROOT = Path(__file__).resolve().parent.parent
SUMS, SIGNATURE, PUBLIC, PROVENANCE = "SHA256SUMS", "SHA256SUMS.sig", "release.pub", "provenance.intoto.jsonl"


def build(commit: str, folder: Path) -> list[Path]:
    """sdist and wheel of a commit, from a clean copy of it."""
    epoch = _git("log", "-1", "--format=%ct", commit)
    with tempfile.TemporaryDirectory(prefix="bailee-release-") as place:
        source = Path(place) / "source"
        source.mkdir()
        archive = Path(place) / "source.tar"
        _git("archive", "--format=tar", f"--output={archive}", commit)
        # not tarfile: its filters came with Python 3.11.4
        subprocess.run(["tar", "-xf", archive, "-C", source], check=True)
        environment = os.environ | {"SOURCE_DATE_EPOCH": epoch, "TZ": "UTC", "PYTHONHASHSEED": "0"}
        command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", str(folder)]
        subprocess.run(command, cwd=source, env=environment, check=True)
        sbom = [sys.executable, str(source / "update" / "sbom.py"), str(folder / "bailee.cdx.json")]
        subprocess.run(sbom, cwd=source, env=environment, check=True)
    return sorted(path for path in folder.iterdir() if path.is_file())


def make(key: Path, out: Path, commit: str = "HEAD") -> list[Path]:
    """Build twice, compare, sign. SystemExit where a file differs, or the key may be read by others."""
    private, began = _private(key), datetime.now(UTC)
    commit = _git("rev-parse", "--verify", f"{commit}^{{commit}}")  # once: a branch may move while it is built
    with tempfile.TemporaryDirectory(prefix="bailee-release-") as place:
        first, second = Path(place) / "first", Path(place) / "second"
        first.mkdir()
        second.mkdir()
        built = {path.name: digest(path) for path in build(commit, first)}
        again = {path.name: digest(path) for path in build(commit, second)}
        if built != again:
            differ = sorted(name for name in built if built[name] != again.get(name))
            raise SystemExit(f"two builds of one commit differ: {', '.join(differ)}")
        out.mkdir(parents=True, exist_ok=True)
        for name in built:
            shutil.copyfile(first / name, out / name)
    sums = "".join(f"{digest(out / name)}  {name}\n" for name in sorted(built)).encode()
    (out / SUMS).write_bytes(sums)
    (out / SIGNATURE).write_bytes(_signed(private, sums))
    (out / PUBLIC).write_bytes(private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    told = provenance.statement(
        built, commit, _git("log", "-1", "--format=%ct", commit), _digest_of_lock(commit), began
    )
    (out / PROVENANCE).write_bytes(
        provenance.envelope(told, lambda content: _signed(private, content), private.public_key())
    )
    return [out / name for name in (*sorted(built), SUMS, SIGNATURE, PUBLIC, PROVENANCE)]


def verify(folder: Path, public: Path) -> list[str]:
    """What is wrong with a release; nothing where it is as it was signed."""
    key = load_pem_public_key(public.read_bytes())
    sums, signature = (folder / SUMS).read_bytes(), (folder / SIGNATURE).read_bytes()
    if not isinstance(key, Ed25519PublicKey | EllipticCurvePublicKey):
        return ["the public key is of another sort"]
    if not _is_signed(key, signature, sums):
        return [f"{SUMS} was not signed by this key, or was changed"]
    wrong = []
    for line in sums.decode().splitlines():
        told, _, name = line.partition("  ")
        path = folder / Path(name).name
        if not path.is_file():
            wrong.append(f"{name} is missing")
        elif digest(path) != told:
            wrong.append(f"{name} is not what was signed")
    files = {line.partition("  ")[2]: line.partition("  ")[0] for line in sums.decode().splitlines()}
    return wrong + provenance.faults(folder / PROVENANCE, files, lambda by, content: _is_signed(key, by, content))


def _is_signed(key: Ed25519PublicKey | EllipticCurvePublicKey, signature: bytes, content: bytes) -> bool:
    try:
        if isinstance(key, Ed25519PublicKey):
            key.verify(signature, content)
        else:
            key.verify(signature, content, ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def _digest_of_lock(commit: str) -> str:
    lock = subprocess.run(
        ["git", "show", f"{commit}:requirements.lock"], cwd=ROOT, check=True, capture_output=True
    ).stdout
    return hashlib.sha256(lock).hexdigest()


def digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _private(key: Path) -> Ed25519PrivateKey | EllipticCurvePrivateKey:
    if stat.S_IMODE(key.stat().st_mode) & 0o077:
        raise SystemExit(f"{key} can be read by others: chmod 600")
    private = load_pem_private_key(key.read_bytes(), None)
    if isinstance(private, Ed25519PrivateKey):
        return private
    if isinstance(private, EllipticCurvePrivateKey) and isinstance(private.curve, SECP256R1):
        return private
    raise SystemExit("a release is signed by a P-256 or an Ed25519 key")


def _signed(private: Ed25519PrivateKey | EllipticCurvePrivateKey, content: bytes) -> bytes:
    if isinstance(private, Ed25519PrivateKey):
        return private.sign(content)
    return private.sign(content, ECDSA(hashes.SHA256()))


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a release, or verify one.")
    parser.add_argument("--key", type=Path, help="private key in PEM, mode 0600")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--commit", default="HEAD")
    parser.add_argument("--verify", type=Path, metavar="FOLDER")
    parser.add_argument("--public", type=Path, metavar="FILE")
    told = parser.parse_args()
    if told.verify:
        if told.public is None:
            parser.error("--verify needs --public, from somewhere else than the release")
        wrong = verify(told.verify, told.public)
        print("\n".join(wrong) or "as it was signed")
        raise SystemExit(bool(wrong))
    if told.key is None:
        parser.error("--key FILE")
    for path in make(told.key, told.out, told.commit):
        print(f"{digest(path)}  {path}")


if __name__ == "__main__":
    main()
