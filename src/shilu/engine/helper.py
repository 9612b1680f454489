"""One forked process with a way back: values through a file without a name, word of each through a pipe."""

from __future__ import annotations

import os
import pickle
import signal
import struct
import tempfile
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

Send = Callable[[int, object], None]

WORD = struct.Struct("<iQ")  # the number of a value, and its bytes
RAISED, DONE = -1, -2  # in place of a number: an exception; all has been sent


class Helper:
    """A copy of this process that does `body(send)` and is gone. It dies with this process, and its death is seen here.

    A pipe alone would hold 64 kB and the helper up; a file holds all, and one that was never named leaves nothing behind.
    """

    def __init__(self, body: Callable[[Send], None], folder: Path) -> None:
        self.ended = self.done = False
        self._heard = b""
        self._at = 0
        self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - open until `end`
        self.told, tell = os.pipe()
        alive, self._life = os.pipe()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # until the copy knows what it is
        try:
            self.pid = os.fork()
            if not self.pid:
                os.close(self._life)
                _work(body, _Way(self._file.fileno(), tell), alive, before)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            os.close(tell)
            os.close(alive)

    def receive(self) -> list[tuple[int, Any]]:
        """The numbered values that have come since; waits for news. Raises what the helper raised.

        `ended` is set when there will be no more, and `done` when that is because all are there.
        """
        heard = os.read(self.told, 1 << 16)
        self.ended = not heard
        self._heard += heard
        whole = len(self._heard) // WORD.size * WORD.size
        words, self._heard = self._heard[:whole], self._heard[whole:]
        told = list(WORD.iter_unpack(words))
        self.done = self.done or (DONE, 0) in told
        return [(number, self._value(number, length)) for number, length in told if number != DONE]

    def _value(self, number: int, length: int) -> Any:
        body = os.pread(self._file.fileno(), length, self._at)
        self._at += length
        value = pickle.loads(body)  # noqa: S301 - our own process wrote it, into a file that nobody else can open
        if number == RAISED:
            raise value
        return value

    def end(self) -> None:
        """Stop the helper if it still works, and wait until it is gone."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.told)
        os.close(self._life)
        self._file.close()


class _Way:
    """The way back, at the helper's end."""

    def __init__(self, file: int, tell: int) -> None:
        self._file, self._tell, self._at = file, tell, 0

    def send(self, number: int, value: object) -> None:
        """Put a value into the file, and then the word of it into the pipe: what is told of is whole."""
        packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        end = self._at + len(packed)
        while self._at < end:
            self._at += os.pwrite(self._file, packed[self._at - end :], self._at)
        os.write(self._tell, WORD.pack(number, len(packed)))

    def done(self) -> None:
        """Say that all has been sent."""
        os.write(self._tell, WORD.pack(DONE, 0))


def _work(body: Callable[[Send], None], way: _Way, alive: int, mask: set[int | signal.Signals]) -> NoReturn:
    """The life of a helper, which never returns into the copied program."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent answers for all
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        threading.Thread(target=_die_with_parent, args=(alive,), daemon=True).start()
        body(way.send)
        way.done()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised again over there
        error.add_note(traceback.format_exc())
        way.send(RAISED, error)
    finally:
        os._exit(0)


def _die_with_parent(alive: int) -> None:
    """Waits for the other end to close, which happens when the parent is gone, in whatever way."""
    os.read(alive, 1)
    os._exit(1)
