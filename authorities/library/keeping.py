"""Keeping a file, or saying that there is no room for it: a disk that is full loses no text."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.core.files.storage import Storage
from django.utils.translation import gettext as _

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


class NotKept(OSError):
    """The storage does not take files now."""


def is_full(fault: BaseException) -> bool:
    """Return whether the fault says that nothing more can be written."""
    return isinstance(fault, OSError) and fault.errno in FULL


@contextmanager
def as_not_kept(storage: Storage, name: str) -> Iterator[None]:
    """Raise `NotKept` in place of whatever a storage says that does not take a file.

    Half of one is taken away: on a full disk it would stand in the way.
    """
    try:
        yield
    except OSError as fault:
        with suppress(OSError):
            storage.delete(name)
        raise NotKept(*fault.args) from fault


def not_kept() -> str:
    """Return what somebody reads whose file was not kept."""
    return _(
        "We could not keep this file: our storage does not take any just now. The rest is saved. "
        "Choose the file again in a few minutes."
    )
