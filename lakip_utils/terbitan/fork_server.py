"""Fork server: a process that has imported what notebooks import, and forks a fresh kernel for each.

:mod:`lakip_utils.terbitan.kernel` starts one for its own process, the *owner*, and talks to it over
sockets without names: a control socket, and for every kernel a *channel* whose far end is handed over
as a file descriptor with one byte on the control socket. On a channel go lines of JSON.

======================== ======================================================================
Owner to server          ``{"argv", "cwd", "env", "imports", "folder"}``: start a kernel, first line
                         ``{"signal": n}``: send a signal to the kernel and its process group
                         ``{"prepare", "cwd"}``: import, for kernels to come
Server to owner          ``{"pid": n}``, ``{"ready": true}`` (by the kernel itself), ``{"exit": n}``,
                         ``{"failed": "why"}``: no kernel was started
======================== ======================================================================

A channel that ends kills its kernel. The control socket ends when the owner does, however it died: then
the server kills every kernel with its process group, removes their private folders and ends. On Linux each
kernel also asks the system to be killed with the server (``PR_SET_PDEATHSIG``); elsewhere ipykernel looks
every second whether its parent is still there. The server itself does not ask that: it has to clean up, and
the system would count the death of the thread that started it as that of the owner.

The server has one thread and neither a zmq context nor an event loop: a fork copies only the thread that
calls it, and locks and sockets of others would be left in the child in whatever state they had.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import importlib
import json
import os
import selectors
import shutil
import signal
import socket
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KERNEL_MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",  # half of the time in which a kernel begins
    "ipykernel_launcher",
    "numpy",
)
QUIET_DEBUGGER = "PYDEVD_DISABLE_FILE_VALIDATION"
"""Without it the debugger, when it is imported, warns on stderr of what concerns who debugs."""
INLINE = "matplotlib_inline.backend_inline"
PR_SET_PDEATHSIG = 1
EXIT_SECONDS = 1.0


@dataclass
class Channel:
    """One kernel as the server sees it; without a `pid` before it is started and after it has ended."""

    socket: socket.socket
    buffer: bytes = b""
    pid: int = 0

    def tell(self, **message: object) -> None:
        """Send a message; an owner that is gone need not hear it."""
        with suppress(OSError):
            self.socket.sendall(line(message))


@dataclass(frozen=True)
class Start:
    """What a forked child has to become: the request of the owner and the channel to say "ready" on."""

    request: dict[str, Any]
    channel: Channel
    server: int


def main() -> None:
    """Serve in a process of its own; the command line holds the descriptor of the control socket."""
    serve(socket.socket(fileno=int(sys.argv[1])))


def serve(control: socket.socket) -> None:
    """Serve until the owner is gone; in a forked child run a kernel."""
    gc.disable()  # a collection would touch, and so copy, what is shared; the child turns it on again
    start = Server(control).serve()
    if start:
        end_kernel(run_kernel(start))


def serve_forked(control: socket.socket) -> None:
    """Serve in a child of the owner, made by fork; it never returns.

    The child lets go of the terminal, and of what the owner wanted to clean up at its own end. It cannot
    close what files the owner had open: libraries that both use have some, too.
    """
    try:
        os.setsid()
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(null, descriptor)
        sys.stdin = sys.__stdin__ = open(0, closefd=False)  # type: ignore[misc]  # noqa: SIM115
        sys.stdout = sys.__stdout__ = open(1, "w", closefd=False)  # type: ignore[misc]  # noqa: SIM115
        sys.stderr = sys.__stderr__ = open(2, "w", closefd=False)  # type: ignore[misc]  # noqa: SIM115
        weakref.finalize._registry.clear()  # type: ignore[attr-defined]
        if sys.path[:1] in ([""], [str(Path(sys.argv[0]).resolve().parent)]):
            del sys.path[0]  # where the owner's program lies
        serve(control)
    finally:
        os._exit(0)


class Server:
    """The loop of the server."""

    def __init__(self, control: socket.socket) -> None:
        self.control, self.prctl = control, _prctl()
        self.channels: dict[int, Channel] = {}
        self.folders: set[str] = set()
        self.imported: set[str] = set()
        self.selector = selectors.DefaultSelector()
        self.selector.register(control, selectors.EVENT_READ)
        # A signal that arrives wakes the loop by a byte: between a look and a wait none gets lost.
        self.woken, self.waker = socket.socketpair()
        for end in (self.woken, self.waker):
            end.setblocking(False)
        self.selector.register(self.woken, selectors.EVENT_READ)
        signal.set_wakeup_fd(self.waker.fileno())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def serve(self) -> Start | None:
        """Answer until the owner is gone (``None``), or return in a child what it has to start."""
        while True:
            # The control socket last: at its end, what the owner still said on a channel has been heard, and
            # the folders that it named are known.
            events = sorted(self.selector.select(), key=lambda event: event[0].fileobj is self.control)
            for key, _ in events:
                if key.fileobj is self.woken:
                    self.woken.recv(4096)
                    self._reap()
                elif key.fileobj is self.control:
                    if not self._accept():
                        self._end()
                        return None
                elif start := self._hear(self.channels[key.fd]):
                    return start

    def _accept(self) -> bool:
        """Take over the channel of a new kernel; false when the owner is gone."""
        data, descriptors, _, _ = socket.recv_fds(self.control, 1, 1)
        if not data:
            return False
        for descriptor in descriptors:
            os.set_inheritable(descriptor, False)
            channel = Channel(socket.socket(fileno=descriptor))
            self.channels[descriptor] = channel
            self.selector.register(channel.socket, selectors.EVENT_READ)
        return True

    def _hear(self, channel: Channel) -> Start | None:
        """Do what the owner asks on a channel."""
        try:
            data = channel.socket.recv(1 << 16)
        except OSError:
            data = b""
        if not data:
            self._drop(channel)
            return None
        *lines, channel.buffer = (channel.buffer + data).split(b"\n")
        for message in map(json.loads, lines):
            if "signal" in message:
                _signal(channel.pid, message["signal"])
            elif "prepare" in message:
                self._prepare(message["prepare"], Path(message["cwd"]))
            elif start := self._start(channel, message):
                return start
        return None

    def _start(self, channel: Channel, request: dict[str, Any]) -> Start | None:
        if request["folder"]:
            self.folders.add(request["folder"])
        failed = self._prepare(request["imports"], Path(request["cwd"]))
        if failed:
            channel.tell(failed=failed)
            return None
        server = os.getpid()
        try:
            pid = os.fork()
        except OSError as error:
            channel.tell(failed=str(error))
            return None
        if pid:
            channel.pid = pid
            channel.tell(pid=pid)
            return None
        os.setsid()
        if self.prctl:
            self.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != server:
            os._exit(1)
        self._let_go(channel)
        return Start(request, channel, server)

    def _prepare(self, imports: Iterable[tuple[str, Sequence[str]]], cwd: Path) -> str:
        """Import what the notebook imports and make sure that a fork is safe; say why it is not."""
        self.imported |= load(imports)
        gc.freeze()
        if own := shadowed(self.imported, cwd):
            return f"folder kerja memuat modul {own} sendiri"
        if "ipykernel.ipkernel" not in sys.modules:
            return "ipykernel tidak dapat dimuat"
        if threads() > 1:
            return "modul yang diimpor notebook menjalankan thread"
        return ""

    def _let_go(self, own: Channel) -> None:
        """Close in a child what belongs to the server."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self.selector.close()
        for one in (self.control, self.woken, self.waker):
            one.close()
        for channel in self.channels.values():
            if channel is not own:
                channel.socket.close()

    def _reap(self) -> None:
        """Tell the owner of kernels that have ended."""
        for channel in self.channels.values():
            if not channel.pid:
                continue
            pid, status = os.waitpid(channel.pid, os.WNOHANG)
            if pid:
                channel.pid = 0
                channel.tell(exit=os.waitstatus_to_exitcode(status))

    def _drop(self, channel: Channel) -> None:
        """End a kernel whose owner let go of it."""
        del self.channels[channel.socket.fileno()]
        self.selector.unregister(channel.socket)
        channel.socket.close()
        if channel.pid:
            _signal(channel.pid, signal.SIGKILL)
            os.waitpid(channel.pid, 0)

    def _end(self) -> None:
        """End every kernel and leave nothing of it behind."""
        for channel in list(self.channels.values()):
            self._drop(channel)
        for folder in self.folders:
            shutil.rmtree(folder, ignore_errors=True)


def load(imports: Iterable[tuple[str, Sequence[str]]]) -> set[str]:
    """Import what a kernel needs and what notebooks import; return the packages."""
    needed = [*((name, ()) for name in KERNEL_MODULES), *imports]
    spoken = os.environ.get(QUIET_DEBUGGER)
    os.environ[QUIET_DEBUGGER] = "1"
    for name, attributes in needed:
        # A module that cannot be imported is the notebook's affair: its cell says so.
        with suppress(Exception, SystemExit):
            importlib.import_module(name)
            __import__(name, fromlist=attributes)
    if spoken is None:
        del os.environ[QUIET_DEBUGGER]
    else:
        os.environ[QUIET_DEBUGGER] = spoken
    return {name.partition(".")[0] for name, _ in needed}


def run_kernel(start: Start) -> Any:
    """Become an IPython kernel, as ``python -m ipykernel_launcher`` does; return its application at its end."""
    request = start.request
    os.environ.clear()
    os.environ.update(request["env"])
    time.tzset()
    os.chdir(request["cwd"])
    launcher = sys.modules["ipykernel_launcher"]
    sys.argv = [str(launcher.__file__), *request["argv"]]
    gc.enable()
    sys.modules["numpy"].random.seed()  # Python's own generator is seeded anew by the fork
    try:
        from ipykernel.kernelapp import IPKernelApp

        app = IPKernelApp.instance(parent_handle=start.server)
        app.initialize(request["argv"])
        draw_inline(app.shell)
    except Exception as error:
        start.channel.tell(failed=f"{type(error).__name__}: {error}")
        raise
    start.channel.tell(ready=True)
    start.channel.socket.close()
    app.start()
    return app


def end_kernel(app: Any) -> None:
    """End this process as Python would, but for taking down the modules that it shares with the server.

    What a notebook left open is closed: IPython empties the user's namespace when it exits.
    """
    # ipykernel stops the thread that sends outputs first; the control thread, if it has just told that one
    # to flush, then waits ten seconds for an answer.
    if app.control_thread.is_alive():
        app.control_thread.stop()
        app.control_thread.join(EXIT_SECONDS)
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    gc.collect()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(0)


def draw_inline(shell: Any) -> None:
    """Let matplotlib draw into the notebook, as it does when it is first imported in a kernel.

    It reads ``MPLBACKEND`` when it is imported, and its inline backend ties itself to the shell that is
    there then. Both may have been imported before there was a shell.
    """
    backend = os.environ["MPLBACKEND"]
    if matplotlib := sys.modules.get("matplotlib"):
        matplotlib.rcParams["backend"] = backend
    if inline := sys.modules.get(INLINE):
        from IPython.core.pylabtools import activate_matplotlib

        activate_matplotlib(backend)  # type: ignore[no-untyped-call]
        inline.configure_inline_support(shell, backend)


def shadowed(modules: Iterable[str], cwd: Path) -> str:
    """Return a module that a kernel working in `cwd` would take from there instead of the one imported."""
    for name in sorted(modules):
        origin = getattr(sys.modules.get(name), "__file__", None)
        for own in (cwd / name / "__init__.py", cwd / f"{name}.py"):
            if own.is_file() and not (origin and own.samefile(origin)):
                return name
    return ""


def threads() -> int:
    """Return the threads of this process, those of compiled libraries too where the system tells them."""
    tasks = Path("/proc/self/task")
    if tasks.is_dir():
        return len(list(tasks.iterdir()))
    return len(sys._current_frames())


def line(message: dict[str, Any]) -> bytes:
    """Return a message as it goes over a channel."""
    return json.dumps(message).encode() + b"\n"


def _signal(pid: int, number: int) -> None:
    """Send a signal to a kernel and its process group; it has none of its own yet just after the fork."""
    if not pid:
        return
    try:
        os.killpg(pid, number)
    except OSError:
        with suppress(OSError):
            os.kill(pid, number)


def _prctl() -> Callable[..., int] | None:
    if sys.platform != "linux":
        return None
    with suppress(OSError, AttributeError):
        function: Callable[..., int] = ctypes.CDLL(None).prctl
        return function
    return None
