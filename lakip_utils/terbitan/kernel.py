"""The fast kernel: forked from a process that has its imports done, instead of started from nothing.

A kernelspec ``lakip`` in this package names a `jupyter_client` provisioner, :class:`ForkProvisioner`, so
papermill runs a notebook on it as on any kernel. The specification is found by
:class:`LakipKernelManager` alone and shows up nowhere else: a fork server goes on with the code that it
imported, which is right for one build and wrong for an analyst who edits a module and restarts a kernel.

The provisioner starts an ordinary kernel by itself where the fast one cannot be had: on systems without a
safe ``fork``, and after any failure. It says so once; :func:`fallback_reason` tells a caller.
"""

from __future__ import annotations

import ast
import asyncio
import atexit
import gc
import json
import logging
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import entry_points
from pathlib import Path
from queue import Empty
from typing import Any

import nbformat
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_core.paths import jupyter_path
from traitlets import List, Unicode, default

from lakip_utils.terbitan.fork_server import line, load, serve_forked, threads

logger = logging.getLogger(__name__)

NAME, ORDINARY = "lakip", "python3"
PROVISIONER = "lakip-fork"
KERNELS = Path(__file__).parent / "jupyter" / "kernels"

READY_SECONDS = 60.0
"""How long a kernel may take to start, imports included; papermill waits as long."""
EXIT_SECONDS = 2.0
ENDED_SECONDS = 0.2
SERVER_GONE = "peladen kernel berhenti"

AT_IMPORT = ("PYTHON", "LC_", "LANG", "LD_", "MALLOC_", "OMP_", "OPENBLAS_", "MKL_", "MPL", "NPY_", "NUMPY_")
"""Beginnings of variables that are read when Python or a library starts, and never again."""

_LAUNCH = (
    "import sys\n"
    "if sys.path[:1] == ['']: del sys.path[0]\n"
    "from lakip_utils.terbitan.fork_server import main\n"
    "main()"
)


class NoForkError(Exception):
    """The fast kernel cannot be had, and why (Indonesian)."""


class ForkServer:
    """The owner's end of its fork server; the server ends when `control` is closed."""

    def __init__(self, executable: str, env: Mapping[str, str]) -> None:
        self.executable, self.at_import = executable, at_import(env)
        self.control, far = socket.socketpair()
        with far:
            self.process = self._begin(far, env)

    def _begin(self, far: socket.socket, env: Mapping[str, str]) -> subprocess.Popen[bytes] | Child:
        """Start the server as a program of its own."""
        return subprocess.Popen(  # noqa: S603 - the interpreter that the kernelspec names
            [self.executable, "-c", _LAUNCH, str(far.fileno())],
            env={**env, "OPENBLAS_NUM_THREADS": "1"},
            pass_fds=[far.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def start(self, request: dict[str, Any]) -> ForkedProcess:
        """Ask for a kernel."""
        channel = self._ask(request)
        channel.setblocking(False)
        return ForkedProcess(channel)

    def prepare(self, imports: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Let the server import what kernels will need; it answers nothing."""
        self._ask({"prepare": list(imports), "cwd": str(Path.cwd())}).close()

    def _ask(self, request: dict[str, Any]) -> socket.socket:
        """Send a request over a channel of its own, and return our end of it."""
        near, far = socket.socketpair()
        with far:
            near.settimeout(READY_SECONDS)
            try:
                socket.send_fds(self.control, [b"k"], [far.fileno()])
                near.sendall(line(request))
            except BaseException:
                near.close()
                raise
        return near

    def close(self) -> None:
        """End the server and its kernels."""
        self.control.close()
        try:
            self.process.wait(EXIT_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(EXIT_SECONDS)


class ForkServerHere(ForkServer):
    """A fork server that is a copy of the owner, whose imports it need not repeat."""

    def __init__(self) -> None:
        super().__init__(sys.executable, os.environ)

    def _begin(self, far: socket.socket, env: Mapping[str, str]) -> Child:  # noqa: ARG002
        """Start the server as a copy of this process."""
        if pid := os.fork():
            return Child(pid)
        self.control.close()
        serve_forked(far)
        raise AssertionError("a server does not return")


class Child:
    """A child made by fork, as :class:`subprocess.Popen` shows one."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit code, negative for a signal, or ``None`` while the process runs."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float) -> None:
        """Wait for the end.

        Raises
        ------
        subprocess.TimeoutExpired
            If it does not come in time.
        """
        until = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired(["fork_server"], timeout)
            time.sleep(0.005)

    def kill(self) -> None:
        """Kill the process."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)


class ForkedProcess:
    """A kernel process as :class:`subprocess.Popen` shows one; the server signals it and waits for it."""

    stdin = stdout = stderr = None

    def __init__(self, channel: socket.socket) -> None:
        self.pid = 0
        self.returncode: int | None = None
        self.ready = False
        self.failed = ""
        self._channel = channel
        self._buffer = b""

    async def wait_ready(self) -> None:
        """Wait until the kernel listens.

        Raises
        ------
        NoForkError
            If it does not; then it is gone.
        """
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(READY_SECONDS):
                while not (self.ready or self.failed or self.returncode is not None):
                    self._take(await loop.sock_recv(self._channel, 1 << 16))
        except TimeoutError:
            self.failed = "peladen kernel tidak menjawab"
        except BaseException:
            self._channel.close()
            raise
        if not self.ready:
            self._channel.close()
            raise NoForkError(self.failed or f"kernel berhenti dengan kode {self.returncode}")

    async def wait_exit(self, seconds: float) -> None:
        """Wait until the process has ended, but no longer than `seconds`."""
        loop = asyncio.get_running_loop()
        with suppress(TimeoutError, OSError):  # poll sees what went wrong
            async with asyncio.timeout(seconds):
                while self.returncode is None:
                    self._take(await loop.sock_recv(self._channel, 1 << 16))

    def poll(self) -> int | None:
        """Return the exit code, negative for a signal, or ``None`` while the process runs."""
        while self.returncode is None:
            try:
                self._take(self._channel.recv(1 << 16))
            except BlockingIOError:
                break
            except OSError:
                self._take(b"")
        return self.returncode

    def wait(self) -> int:
        """Return the exit code when the process has ended."""
        while (code := self.poll()) is None:
            select.select([self._channel], [], [])
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal to the process and its group; nothing happens when it has ended."""
        if self.poll() is None:
            with suppress(OSError):
                self._channel.sendall(line({"signal": int(number)}))

    def kill(self) -> None:
        """Kill the process and its group."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the process and its group to end."""
        self.send_signal(signal.SIGTERM)

    def close(self) -> None:
        """Let go of the process: the server kills it if it still runs."""
        self._channel.close()

    def _take(self, data: bytes) -> None:
        """Read messages; the end of the channel is the end of the server and so of the kernel."""
        if not data:
            self.failed = self.failed or SERVER_GONE
            self.returncode = -signal.SIGKILL
            self._channel.close()
            return
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        for message in map(json.loads, lines):
            self.pid = message.get("pid", self.pid)
            self.ready = message.get("ready", self.ready)
            self.failed = message.get("failed", self.failed)
            if "exit" in message:
                self.returncode = message["exit"]
                self._channel.close()


class _Owner:
    """What this process knows of its fork server."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.server: ForkServer | None = None
        self.given_up = "" if supported() else "sistem ini tidak mendukungnya"
        self.reason = ""

    def get(self, executable: str, env: Mapping[str, str]) -> ForkServer:
        """Return the server; start it the first time."""
        with self.lock:
            if self.given_up:
                raise NoForkError(self.given_up)
            if self.server is None:
                self.server = ForkServer(executable, env)
            return self.server

    def fork(self) -> None:
        """Start the server as a copy of this process, if none runs yet."""
        with self.lock:
            if self.server is None and not self.given_up:
                self.server = ForkServerHere()

    def give_up(self, reason: str) -> None:
        """Fork no more; kernels that run go on."""
        self.given_up = self.given_up or reason

    def lost(self) -> bool:
        """Return whether a server was started that has ended."""
        return self.server is not None and self.server.process.poll() is not None

    def close(self) -> None:
        """End the server."""
        if self.server:
            self.server.close()
            self.server = None

    def forget(self) -> None:
        """Leave the server to the parent, in a copy of this process made by fork."""
        if self.server:
            self.server.control.close()
            self.server.process.returncode = 0  # not a child of this process


def supported() -> bool:
    """Return whether kernels can be forked here.

    Not on Windows, which has no fork, and not on macOS, whose frameworks (Accelerate, Objective-C) do not
    survive one.
    """
    return hasattr(os, "fork") and sys.platform != "darwin"


_owner = _Owner()


def _forked() -> None:
    global _owner
    _owner.forget()
    _owner = _Owner()


atexit.register(lambda: _owner.close())
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)


class ForkProvisioner(LocalProvisioner):
    """Start kernels by the fork server of this process; where that fails, as ordinary processes."""

    imports = List(help="Modules to import before the fork, each with the names taken from it.").tag(
        config=True
    )
    folder = Unicode(help="Private folder of the kernel; nothing of it outlives the owner.").tag(config=True)
    process: Any

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Launch the kernel that `cmd` asks for."""
        try:
            self.process = await self._fork(cmd, **kwargs)
        except Exception as error:  # whatever it is, an ordinary kernel does the same
            self._say(str(error) or type(error).__name__)
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.process.pid
        self.pgid = None  # signals to the group go by the server, which knows that it is still there
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info

    async def _fork(self, cmd: list[str], env: dict[str, str], **kwargs: Any) -> ForkedProcess:
        server = self._server(cmd, env, kwargs)
        request = {
            "argv": cmd[3:],
            "cwd": str(Path(kwargs.get("cwd") or ".").resolve()),
            "env": {**env, "JPY_PARENT_PID": str(os.getpid())},
            "imports": self.imports,
            "folder": self.folder,
        }
        try:
            process = server.start(request)
            await process.wait_ready()
        except (NoForkError, OSError) as error:
            _owner.give_up(str(error) if isinstance(error, NoForkError) else SERVER_GONE)
            raise NoForkError(_owner.given_up) from error
        return process

    def _server(self, cmd: list[str], env: Mapping[str, str], kwargs: Mapping[str, Any]) -> ForkServer:
        """Return the server, if it can do what is asked."""
        if cmd[1:3] != ["-m", "ipykernel_launcher"] or not kwargs.keys() <= {"cwd", "kernel_id"}:
            raise NoForkError("cara memulainya tidak dikenal")
        server = _owner.get(cmd[0], env)
        if server.executable != cmd[0]:
            raise NoForkError("penafsir Python-nya lain")
        if changed := dict(server.at_import.items() ^ at_import(env).items()):
            raise NoForkError(f"variabel lingkungan berubah: {', '.join(sorted(changed))}")
        return server

    async def shutdown_requested(self, restart: bool = False) -> None:  # noqa: ARG002
        """Wait for the end as it comes; jupyter_client looks for it every tenth of a second."""
        if isinstance(self.process, ForkedProcess):
            await self.process.wait_exit(EXIT_SECONDS)

    async def cleanup(self, restart: bool = False) -> None:
        """Let go of the process."""
        if isinstance(self.process, ForkedProcess):
            self.process.close()
        await super().cleanup(restart=restart)

    def _say(self, reason: str) -> None:
        if not _owner.reason:
            _owner.reason = reason
            logger.warning(notice(reason))


class NotReadyError(RuntimeError):
    """A kernel that did not begin to answer."""


class LakipKernelClient(AsyncKernelClient):
    """A client that takes a kernel for ready as soon as it has answered on both channels.

    The one of jupyter_client then listens a fifth of a second more, until nothing comes.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers.

        Raises
        ------
        NotReadyError
            If it does not within `timeout` seconds, or dies.
        """
        until = time.monotonic() + (READY_SECONDS if timeout is None else timeout)
        patience = 0.05  # an answer is lost on a channel that is not connected yet
        while not await self._answers(patience):
            if not await self.is_alive():
                raise NotReadyError("Kernel died before replying to kernel_info")
            if time.monotonic() > until:
                raise NotReadyError(f"Kernel didn't respond in {timeout} seconds")
            patience = min(2 * patience, 1.0)

    async def _answers(self, seconds: float) -> bool:
        """Ask the kernel what it is; return whether the reply and the end of the work are told in time."""
        asked = self.kernel_info()
        until = time.monotonic() + seconds
        try:
            reply = await _answer(self.get_shell_msg, asked, "kernel_info_reply", until)
            self._handle_kernel_info_reply(reply)
            while (await _answer(self.get_iopub_msg, asked, "status", until))["content"][
                "execution_state"
            ] != "idle":
                pass
        except Empty:
            return False
        await self._heart_beats()
        return True

    async def _heart_beats(self) -> None:
        """Wait for the thread of the heartbeat: it would use a context that is closed, if the kernel ended before."""
        until = time.monotonic() + 1.0
        while self.hb_channel.is_alive() and not self.hb_channel.is_beating() and time.monotonic() < until:
            await asyncio.sleep(0.001)


async def _answer(
    get: Callable[..., Awaitable[dict[str, Any]]], asked: str, kind: str, until: float
) -> dict[str, Any]:
    """Return the next message of a kind that answers a request; :class:`queue.Empty` when the time is over."""
    while True:
        message = await get(timeout=max(0.0, until - time.monotonic()))
        if message["parent_header"].get("msg_id") == asked and message["msg_type"] == kind:
            return message


class LakipKernelManager(AsyncKernelManager):
    """A kernel manager that also knows the kernelspecs of this package."""

    @default("client_factory")  # type: ignore[untyped-decorator]
    def _with_own_client(self) -> type[LakipKernelClient]:
        return LakipKernelClient

    @default("kernel_spec_manager")  # type: ignore[untyped-decorator]
    def _with_own_kernelspecs(self) -> KernelSpecManager:
        return KernelSpecManager(data_dir=self.data_dir, kernel_dirs=[str(KERNELS), *jupyter_path("kernels")])


def choose(fast: bool) -> str:
    """Return the name of the kernel to use: the fast one where it is wanted and its provisioner known."""
    if not fast:
        return ORDINARY
    if entry_points(group="jupyter_client.kernel_provisioners", name=PROVISIONER):
        return NAME
    _owner.reason = _owner.reason or f"penyedia {PROVISIONER} belum terdaftar; jalankan make setup"
    return ORDINARY


def warm(notebooks: Iterable[str | Path]) -> bool:
    """Import here what notebooks import, so that processes forked from this one need not.

    Returns
    -------
    bool
        Whether this process may be forked; if not, nothing more has been imported than was needed to see it.
    """
    if not supported() or not _single_threaded():
        return False
    with _silence():
        load(one for notebook in notebooks for one in imports(notebook))
    gc.collect()
    gc.freeze()  # what is here now stays: collections in the copies need not look at it
    return _single_threaded()


@contextmanager
def _silence() -> Iterator[None]:
    """Keep to oneself what modules say when they are imported; in a kernel nobody hears it either.

    On a new machine that is how matplotlib makes its list of fonts.
    """
    disabled = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(disabled)


def _single_threaded() -> bool:
    """Return whether this process has one thread; one that has just ended is still there for a moment."""
    until = time.monotonic() + ENDED_SECONDS
    while threads() > 1:
        if threading.active_count() > 1 or time.monotonic() > until:
            return False
        time.sleep(0.005)
    return True


def fork_here() -> None:
    """Start the fork server as a copy of this process; without it, the first kernel starts one anew.

    Only for a process that runs a single thread and neither holds a zmq context nor runs an event loop.
    """
    _owner.fork()


def begin(imports: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Start the fork server as a program of its own and let it import meanwhile; later kernels begin at once.

    Where that fails, the first kernel will say why.
    """
    with suppress(NoForkError, OSError):
        _owner.get(sys.executable, os.environ).prepare(imports)


def server_lost() -> bool:
    """Return whether the fork server has died, and with it the kernels; then none is forked again."""
    if not _owner.lost():
        return False
    _owner.give_up(SERVER_GONE)
    _owner.reason = _owner.reason or _owner.given_up
    return True


def fallback_reason() -> str:
    """Return why this process did with an ordinary kernel where the fast one was asked for, or nothing."""
    return _owner.reason


def notice(reason: str) -> str:
    """Return the sentence that tells a user so."""
    return f"Kernel cepat tidak dipakai ({reason}). Kernel biasa menggantikannya; hasilnya sama, hanya lebih lambat."


def at_import(env: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that only act when Python or a library starts.

    >>> at_import({"PYTHONHASHSEED": "1", "HOME": "/"})
    {'PYTHONHASHSEED': '1'}
    """
    return {name: value for name, value in env.items() if name.startswith(AT_IMPORT)}


def imports(notebook: str | Path) -> list[tuple[str, list[str]]]:
    """Return what the cells of a notebook import whenever they run: modules, and the names taken from them."""
    result: list[tuple[str, list[str]]] = []
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        try:
            statements = ast.parse(cell.source).body
        except SyntaxError:  # a magic, or an error that the cell will tell
            continue
        for statement in statements:
            if isinstance(statement, ast.Import):
                result += [(alias.name, []) for alias in statement.names]
            elif isinstance(statement, ast.ImportFrom) and statement.module and not statement.level:
                result.append((statement.module, [alias.name for alias in statement.names]))
    return result
