"""``docker-compose.yml`` as Compose reads it: variables filled in, anchors merged."""

import re
from collections.abc import Mapping
from typing import Any, cast

import yaml

from tests.workshop.processes import ROOT

# ``$$`` is a dollar sign; ``${NAME:-default}`` takes the default when NAME is unset or empty.
_VARIABLE = re.compile(r"\$(?:(?P<dollar>\$)|\{(?P<name>\w+)(?::-(?P<default>[^}]*))?\})")


def _fill_in(value: Any, variables: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _fill_in(item, variables) for key, item in value.items()}
    if isinstance(value, list):
        return [_fill_in(item, variables) for item in value]
    if not isinstance(value, str):
        return value
    return _VARIABLE.sub(lambda m: m["dollar"] or variables.get(m["name"]) or m["default"] or "", value)


def compose_file(**variables: str) -> dict[str, Any]:
    """The file with ``variables`` (and nothing of this machine's environment) filled in."""
    raw = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return cast("dict[str, Any]", _fill_in(raw, variables))
