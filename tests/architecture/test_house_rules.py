"""The tree keeps the house rules."""

import ast
import re
import subprocess
from collections.abc import Callable, Iterator

import pytest

from tests.architecture import rules
from tests.architecture.source import FLOORS, ROOT, modules, templates

PYTHON_RULES = [
    rules.unscoped_outside,
    rules.clock_reads,
    rules.missing_docstrings,
    rules.upward_imports,
]
TEMPLATE_RULES = [rules.inline_code, rules.unescaped_text]
LOCKS = ("requirements.txt", "requirements-dev.txt", "package-lock.json")


@pytest.mark.parametrize("rule", PYTHON_RULES, ids=lambda rule: rule.__name__)
def test_python_keeps(rule: Callable[[str, ast.Module], Iterator[str]]) -> None:
    wrong = [line for path, module in modules().items() for line in rule(path, module)]

    assert not wrong, "\n".join(wrong)


def test_every_view_with_an_address_says_its_methods() -> None:
    tree = modules()
    routed = {floor: rules.routed_views(tree[f"{floor}/urls.py"]) for floor in FLOORS if f"{floor}/urls.py" in tree}

    wrong = [
        line
        for path, module in tree.items()
        for line in rules.views_without_methods(path, module, routed=routed.get(path.partition("/")[0], set()))
    ]

    assert not wrong, "\n".join(wrong)
    assert sum(map(len, routed.values())) > 40


@pytest.mark.parametrize("rule", TEMPLATE_RULES, ids=lambda rule: rule.__name__)
def test_templates_keep(rule: Callable[[str, str], Iterator[str]]) -> None:
    wrong = [line for path, text in templates().items() for line in rule(path, text)]

    assert not wrong, "\n".join(wrong)


def test_every_module_is_named_after_what_it_knows() -> None:
    assert [wrong for path in modules() for wrong in rules.meaningless_names(path)] == []


def test_every_exception_to_a_rule_is_still_needed() -> None:
    """A list of exceptions that outlives its reasons hides the next mistake."""
    unscoped = {
        path
        for path in rules.UNSCOPED_IN_DOMAIN
        if re.search(r"\.unscoped\b|\._base_manager\b", (ROOT / path).read_text(encoding="utf-8"))
    }
    clock = {path for path in rules.CLOCK_ELSEWHERE if "current_moment" in (ROOT / path).read_text(encoding="utf-8")}

    assert unscoped == rules.UNSCOPED_IN_DOMAIN
    assert clock == set(rules.CLOCK_ELSEWHERE)


def test_the_example_environment_lists_what_the_settings_read() -> None:
    read = rules.environment_read(modules()["config/settings.py"])

    listed = rules.environment_listed((ROOT / ".env.example").read_text(encoding="utf-8"))

    assert listed == read


def test_lock_files_name_no_registry() -> None:
    tracked = subprocess.run(["git", "ls-files", *LOCKS], cwd=ROOT, capture_output=True, text=True, check=False)
    locks = tracked.stdout.split() or [name for name in LOCKS if (ROOT / name).exists()]

    assert sorted(locks) == sorted(LOCKS)
    assert {name: rules.registry_hosts((ROOT / name).read_text(encoding="utf-8")) for name in LOCKS} == {
        name: set() for name in LOCKS
    }
