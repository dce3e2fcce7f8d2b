"""Keys: one master key, one key an organisation, and under it one key a purpose. Fingerprints and fields use them.

    master key (`master`, kept as `custody` says) → organisation key (random, wrapped) → a key each for
    fingerprints, re-keying, content, fields, the log, seals and files (`organisation`, in one `bundle`)

Every purpose key is random and wrapped under the organisation key (AES-256-GCM, bound to organisation and purpose), not
derived from it: so one can be replaced alone, and the organisation key can be replaced without making every fingerprint
anew. All of it is one blob, `wrapped`; destroying that blob is the erasure of all that hangs on it, so the store keeps
it once and a backup of it is a backup of the data. A file sealed for an organisation has a second recipient, the
recovery key, whose private part is written once, to a file that is to be moved away (`recovery`).

>>> master = MasterKey.random()
>>> keys, wrapped = OrganisationKeys.create(master, "acme")
>>> again = OrganisationKeys.open(master, "acme", wrapped)
>>> again.decrypt_field("roster.name", keys.encrypt_field("roster.name", b"Pat"))
b'Pat'
>>> again.fingerprint_key == keys.fingerprint_key
True
>>> OrganisationKeys.open(master, "other", wrapped)
Traceback (most recent call last):
bailee.errors.CannotRead: the keys of this organisation do not open with this master key
"""

from bailee.keys.fingerprints import FINGERPRINT_BYTES, KEY_BYTES, fingerprint, rekeyed
from bailee.keys.key_files import create_key_file, read_key_file
from bailee.keys.master import MasterKey
from bailee.keys.organisation import OrganisationKeys, ScannerKeys
from bailee.keys.recovery import recovery_files

__all__ = [
    "FINGERPRINT_BYTES",
    "KEY_BYTES",
    "MasterKey",
    "OrganisationKeys",
    "ScannerKeys",
    "create_key_file",
    "fingerprint",
    "read_key_file",
    "recovery_files",
    "rekeyed",
]
