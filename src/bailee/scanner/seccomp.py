"""A filter of system calls (Linux, x86-64 and arm64): no sockets, no new processes, no look into others, no change of rights.

What Landlock leaves open is closed here: owner, mode and times of files, UDP, and programs. A call that is refused fails with
EPERM, so a parser that tries one gets an error and goes on. Threads may be started: the model of names has some.

https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys

# Numbers by architecture, from the kernel's tables: name, x86-64, arm64.
_REFUSED = """
socket 41 198
connect 42 203
bind 49 200
listen 50 201
accept 43 202
accept4 288 242
fork 57 -
vfork 58 -
execve 59 221
execveat 322 281
ptrace 101 117
process_vm_readv 310 270
process_vm_writev 311 271
pidfd_getfd 438 438
pidfd_send_signal 424 424
kcmp 312 272
unshare 272 97
setns 308 268
mount 165 40
umount2 166 39
pivot_root 155 41
chroot 161 51
open_by_handle_at 304 265
bpf 321 280
perf_event_open 298 241
userfaultfd 323 282
keyctl 250 219
add_key 248 217
request_key 249 218
io_uring_setup 425 425
io_uring_enter 426 426
io_uring_register 427 427
init_module 175 105
finit_module 313 273
delete_module 176 106
kexec_load 246 104
kexec_file_load 320 294
mknod 133 -
mknodat 259 33
chmod 90 -
fchmod 91 52
fchmodat 268 53
fchmodat2 452 452
chown 92 -
fchown 93 55
lchown 94 -
fchownat 260 54
setxattr 188 5
lsetxattr 189 6
fsetxattr 190 7
utime 132 -
utimes 235 -
futimesat 261 -
utimensat 280 88
"""
_CLONE = (56, 220)
_CLONE3 = (435, 435)
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7), "arm64": (1, 0xC00000B7)}

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # instructions of the filter
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # where they lie in what the filter is shown
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_OTHER_ABI = 0x40000000  # x32 numbers: the same calls by another name
_IS_THREAD = 0x00010000  # CLONE_THREAD
_SET_SECCOMP, _FILTER = 22, 2


def restrict() -> bool:
    """Put the filter on this process, for good. False where the system has none, or its architecture is another."""
    if sys.platform != "linux" or platform.machine() not in _ARCHITECTURES:
        return False
    from bailee.scanner.landlock import give_up_privileges

    code = program(platform.machine())
    held = ctypes.create_string_buffer(code, len(code))
    told = ctypes.create_string_buffer(struct.pack("@HP", len(code) // 8, ctypes.addressof(held)))
    try:
        give_up_privileges()
    except OSError:
        return False
    return bool(ctypes.CDLL(None, use_errno=True).prctl(_SET_SECCOMP, _FILTER, told, 0, 0) == 0)


def program(machine: str) -> bytes:
    """The filter for an architecture, 8 bytes an instruction.

    >>> len(program("x86_64")) % 8, len(program("x86_64")) > len(program("aarch64"))
    (0, True)
    """
    column, architecture = _ARCHITECTURES[machine]
    words = [line.split() for line in _REFUSED.split("\n") if line]
    refused = [int(numbers[column]) for _, *numbers in words if numbers[column] != "-"]
    refuse, unknown = _step(_RETURN, _ERROR | errno.EPERM), _step(_RETURN, _ERROR | errno.ENOSYS)
    made = [
        _step(_LOAD, _ARCHITECTURE), _step(_EQUAL, architecture, 1, 0), refuse,
        _step(_LOAD, _NUMBER), _step(_AT_LEAST, _OTHER_ABI, 0, 1), refuse,
    ]  # fmt: skip
    for number in refused:
        made += [_step(_EQUAL, number, 0, 1), refuse]
    # glibc takes the older call where the newer one is not known, and only that one shows what it is to start
    made += [_step(_EQUAL, _CLONE3[column], 0, 1), unknown, _step(_EQUAL, _CLONE[column], 0, 3)]
    made += [_step(_LOAD, _FIRST_ARGUMENT), _step(_ANY_BIT, _IS_THREAD, 1, 0), refuse]
    return b"".join([*made, _step(_RETURN, _ALLOW)])


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
