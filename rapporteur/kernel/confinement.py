"""Give up the rights of a process that reads received files, as far as the system lets anybody.

Landlock is a part of Linux (from 5.13 on, if it is switched on) with which a process without
privileges gives up rights for good. What is given up: to write, make or remove files outside of
a named folder, to execute programs, to open TCP connections (from 6.7 on), to signal other
processes or read their memory and environment.
"""

import ctypes
import sys
from contextlib import suppress
from pathlib import Path

_VERSION = 0x20080522  # of the structures of capset(2)
_FILES = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH: a reader reads what root may


def confinement() -> int:
    """The version of Landlock's interface that can be used here; 0 if it cannot."""
    if sys.platform != "linux":
        return 0
    try:
        import landlockpy

        return landlockpy.abi_version()
    except (ImportError, OSError):
        return 0


def confine(folder: Path) -> None:
    """Give up all rights but to read files, and to write in a folder.

    Where the system has no Landlock, only the privileges of root are given up.
    """
    if sys.platform == "linux":
        _give_up_capabilities()
    if not confinement():
        return
    from landlockpy import AccessFS, AccessNet, Ruleset, Scope

    written = (
        AccessFS.WRITE_FILE | AccessFS.TRUNCATE | AccessFS.REFER
        | AccessFS.MAKE_REG | AccessFS.MAKE_DIR | AccessFS.REMOVE_FILE | AccessFS.REMOVE_DIR
    )  # fmt: skip
    others = (
        AccessFS.MAKE_CHAR | AccessFS.MAKE_SOCK | AccessFS.MAKE_FIFO | AccessFS.MAKE_BLOCK
        | AccessFS.MAKE_SYM | AccessFS.EXECUTE
    )  # fmt: skip
    places = [(Path("/dev/null"), AccessFS.WRITE_FILE), (folder, written)]
    network = AccessNet.BIND_TCP | AccessNet.CONNECT_TCP
    scopes = Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL
    # A container may forbid it: the other limits hold.
    with (
        suppress(OSError),
        Ruleset(handled_fs=written | others, handled_net=network, scoped=scopes) as rules,
    ):
        for place, access in places:
            with suppress(OSError):
                rules.allow_path(place, access)
        rules.restrict()


def _give_up_capabilities() -> None:
    """Give up what root may do beside reading files: to look into other processes above all."""
    head = (ctypes.c_uint32 * 2)(_VERSION, 0)
    libc = ctypes.CDLL(None)
    # Of each half: effective, permitted, inheritable.
    now = (ctypes.c_uint32 * 6)()
    if libc.capget(head, now) == 0:
        kept = now[1] & _FILES
        libc.capset(head, (ctypes.c_uint32 * 6)(kept, kept, 0, 0, 0, 0))
