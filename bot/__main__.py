"""`sitrep` and `python -m bot`: the command line, with expected errors told in one line."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Runs the command line; the exit code is 2 for a bad request or setting, 1 for trouble."""
    from bot.cli import app
    from newsroom.errors import SitrepError

    try:
        app(prog_name="sitrep")
    except SitrepError as error:
        from bot.failing import tell

        sys.exit(tell(error))
    except BrokenPipeError:
        # The reader of a pipe left (as `head` does). Python would complain once more at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
