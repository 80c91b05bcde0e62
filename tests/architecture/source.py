"""The product's own files, as the house rules read them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FLOORS = ("common", "accounts", "contacts", "outreach", "interviews", "reminders", "config")
"""From the ground up."""


@cache
def modules() -> dict[str, ast.Module]:
    """Every Python file of the product by its path from the root, parsed; migrations are generated and left out."""
    paths = [ROOT / "manage.py", *(path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py")))]
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
        for path in paths
        if "migrations" not in path.parts
    }


@cache
def templates() -> dict[str, str]:
    """Every template by its path from the root."""
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.is_file()
    }


def imported_names(module: ast.Module) -> dict[str, str]:
    """What each imported name stands for: ``from datetime import date as d`` gives ``d`` → ``datetime.date``."""
    names: dict[str, str] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def dotted(node: ast.expr, names: dict[str, str]) -> str:
    """The full name an expression refers to, or an empty string: ``timezone.now`` → ``django.utils.timezone.now``."""
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute):
        owner = dotted(node.value, names)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def at_runtime(module: ast.AST) -> Iterator[ast.AST]:
    """Every node but those that only a type checker sees."""
    for node in ast.iter_child_nodes(module):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from at_runtime(node)
