"""One change at a time: JupyterLab may hand what people do to several threads of the kernel at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import Any, Protocol, TypeVar


class Berkunci(Protocol):
    """What has a lock that its handlers share."""

    kunci: RLock


M = TypeVar("M", bound=Callable[..., Any])


def bergiliran(metode: M) -> M:
    """Let a handler wait until the one before it is done; it then reads what the form says by now.

    Otherwise a slow computation could put its result over that of a later change.
    """

    @wraps(metode)
    def giliran(self: Berkunci, *args: Any) -> Any:
        with self.kunci:
            return metode(self, *args)

    return giliran  # type: ignore[return-value]
