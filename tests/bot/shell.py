"""The true `sitrep` as a process in a folder of its own, with no settings but those given."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SITREP = (sys.executable, "-m", "bot")
_PATIENCE = 60.0  # seconds on a busy machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """Runs commands in ``folder``, on the archive at ``database_url``."""

    folder: Path
    database_url: str

    @classmethod
    def on(cls, file: Path) -> Shell:
        """On an SQLite file, in its folder."""
        return cls(folder=file.parent, database_url=f"sqlite:///{file}")

    def environment(self, **settings: str) -> dict[str, str]:
        """What a command sees; no setting of the machine that tests."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "PYTHONPATH": str(ROOT),
            "SITREP_DATABASE_URL": self.database_url,
            **settings,
        }

    def sitrep(self, *words: str, stdin: str | bytes = b"", **settings: str) -> Ended:
        """Runs `sitrep` with these words to its end."""
        return self.run(*SITREP, *words, stdin=stdin, **settings)

    def run(self, *command: str, stdin: str | bytes = b"", **settings: str) -> Ended:
        """Runs any command to its end."""
        done = subprocess.run(  # noqa: S603  # our own program
            command,
            cwd=self.folder,
            env=self.environment(**settings),
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
        return Ended(code=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())

    def interrupted(self, *words: str, at: str) -> Ended:
        """Runs `sitrep` in a terminal until that shows ``at``, and then presses Ctrl-C."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen(  # noqa: S603  # our own program
            [*SITREP, *words],
            cwd=self.folder,
            env=self.environment(TERM="dumb"),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        try:
            shown = _shown(ours, at)
            time.sleep(0.5)  # Python writes the prompt a moment before it waits for input
            os.killpg(process.pid, signal.SIGINT)  # to the worker as well, as a terminal does
            shown += _shown(ours, None)
            return Ended(code=process.wait(timeout=_PATIENCE), out=shown, err="")
        finally:
            process.kill()
            process.wait()
            os.close(ours)


def _shown(terminal: int, until: str | None) -> str:
    """What a terminal shows until these words, or until the last process that holds it has ended."""
    shown = b""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 0.5)[0]:
            continue
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux's way to say that nobody is at the other side any more
            piece = b""
        shown += piece
        if not piece or (until is not None and shown.endswith(until.encode())):
            return shown.decode()
    raise AssertionError(f"after {_PATIENCE:g} seconds the terminal shows {shown.decode()!r}")
