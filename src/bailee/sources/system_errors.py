"""What the system answers where it opens or reads nothing, as a reason of ours."""

from __future__ import annotations

import errno
from pathlib import Path

from bailee.disks import mount_of
from bailee.vocabulary import Reason

_IN_USE = (32, 33)  # Windows: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
_DISK_ERROR = (23, 1117)  # Windows: ERROR_CRC, ERROR_IO_DEVICE
_GONE = frozenset({errno.ENOENT, errno.ESTALE, errno.ENOTDIR})
_AWAY = frozenset(
    {
        errno.ENOTCONN, errno.ECONNABORTED, errno.ECONNRESET, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETDOWN,
        errno.ENETUNREACH, errno.ETIMEDOUT, errno.ENODEV, errno.ENXIO,
    }
)  # fmt: skip


def reason_of(error: OSError, path: str | Path = "") -> Reason:
    """Why a file or folder could not be opened or read, as the system says it.

    A share that drops in the middle says EIO like a broken disk, so `path` tells on what file system it lies. That a disk failed
    says nothing of the file.

    >>> [reason_of(OSError(number, "")).value for number in (errno.EIO, errno.EHOSTDOWN, errno.EBUSY, errno.EBADMSG)]
    ['disk-error', 'not-connected', 'in-use', 'damaged']
    """
    if error.errno in _GONE:
        return Reason.VANISHED
    if error.errno in (errno.EBUSY, errno.ETXTBSY) or getattr(error, "winerror", 0) in _IN_USE:
        return Reason.IN_USE
    if error.errno in (errno.EACCES, errno.EPERM):
        return Reason.NO_PERMISSION
    if error.errno in (errno.ENAMETOOLONG, errno.ELOOP):
        return Reason.TOO_DEEP
    if error.errno in (errno.EMFILE, errno.ENFILE, errno.ENOMEM):
        return Reason.OUT_OF_MEMORY
    if error.errno in _AWAY:
        return Reason.NOT_CONNECTED
    if error.errno == errno.EIO and path and (mount := mount_of(path)) is not None and mount.is_network:
        return Reason.NOT_CONNECTED
    if error.errno == errno.EIO or getattr(error, "winerror", 0) in _DISK_ERROR:
        return Reason.DISK_ERROR
    return Reason.DAMAGED
