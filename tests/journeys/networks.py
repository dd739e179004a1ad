"""Networks that a story cuts: each gate reaches the house through a relay of its own, in a network namespace where the machine allows that.

In a namespace the gate's browser has no other network at all: a small process there hands on what it asks to the relay, through a socket in
a file. Elsewhere (no root, no ``ip``) the relay listens on a port of loopback, and all else is the same.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

BLOCK = 65536


class Relay:
    """Hands on what comes to the house. Cut, it refuses; deaf, it hands on what is asked and loses the answer."""

    def __init__(self, listening: socket.socket, house_port: int) -> None:
        self.is_cut = self.is_deaf = False
        self.lost = 0
        self._listening, self._house_port = listening, house_port
        self._open: set[socket.socket] = set()
        Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Refuse from now on, and end what is under way."""
        self.is_cut = True
        for end in list(self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        self.is_cut = self.is_deaf = False

    def close(self) -> None:
        self.cut()
        self._listening.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        with near, contextlib.suppress(OSError):
            if self.is_cut:
                return
            with socket.create_connection(("127.0.0.1", self._house_port)) as far:
                self._open |= {near, far}
                back = Thread(target=self._hand_on, args=(far, near, True), daemon=True)
                back.start()
                self._hand_on(near, far, False)
                back.join()
                self._open -= {near, far}

    def _hand_on(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:  # noqa: FBT001 -- of a thread
        with contextlib.suppress(OSError):
            while block := source.recv(BLOCK):
                if is_answer and self.is_deaf:
                    self.lost += 1
                    break
                target.sendall(block)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def network(name: str, folder: Path, house_port: int, port: int) -> Iterator[tuple[Relay, str, list[str]]]:
    """Give a relay, the address of the house behind it at *port*, and what to put before a command that shall run in this network."""
    if not _has_namespaces():
        with socket.create_server(("127.0.0.1", port)) as listening:
            relay = Relay(listening, house_port)
            yield relay, f"http://127.0.0.1:{port}", []
            relay.close()
        return
    space, path = f"reihum-{name}-{os.getpid()}", str(folder / f"{name}.sock")
    inside = ["ip", "netns", "exec", space]
    subprocess.run(["ip", "netns", "add", space], check=True)
    try:
        subprocess.run([*inside, "ip", "link", "set", "lo", "up"], check=True)
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path)
            listening.listen()
            relay = Relay(listening, house_port)
            with subprocess.Popen([*inside, sys.executable, __file__, str(port), path], stdout=subprocess.PIPE) as door:
                assert door.stdout is not None
                door.stdout.readline()  # it listens
                yield relay, f"http://127.0.0.1:{port}", inside
                relay.close()
                door.terminate()
    finally:
        subprocess.run(["ip", "netns", "del", space], check=True)


def _has_namespaces() -> bool:
    """Try it: root in a container may not."""
    if os.geteuid() or not shutil.which("ip"):
        return False
    name = f"reihum-try-{os.getpid()}"
    tried = subprocess.run(["ip", "netns", "add", name], check=False, capture_output=True).returncode == 0
    if tried:
        up = subprocess.run(["ip", "netns", "exec", name, "true"], check=False, capture_output=True).returncode == 0
        subprocess.run(["ip", "netns", "del", name], check=True)
        return up
    return False


def _hand_out(port: int, path: str) -> None:
    """In the namespace: take what comes to a port of its loopback to the relay's socket."""
    with socket.create_server(("127.0.0.1", port)) as listening:
        print("listening", flush=True)  # noqa: T201 -- told to the test
        while True:
            near, _ = listening.accept()
            far = socket.socket(socket.AF_UNIX)
            try:
                far.connect(path)
            except OSError:
                near.close()
                continue
            for source, target in ((near, far), (far, near)):
                Thread(target=_copy, args=(source, target), daemon=True).start()


def _copy(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while block := source.recv(BLOCK):
            target.sendall(block)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


if __name__ == "__main__":
    _hand_out(int(sys.argv[1]), sys.argv[2])
