"""Lists of alternatives from the data files, for the modules that compile them into patterns."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def data(name: str) -> dict[str, Any]:
    """A data file by its name without the ending."""
    loaded: dict[str, Any] = tomllib.loads(
        (files("summarizer") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    )
    return loaded


def alternatives(lines: str) -> str:
    """A group of the lines' alternatives that captures nothing."""
    return f"(?:{'|'.join(lines.strip().splitlines())})"
