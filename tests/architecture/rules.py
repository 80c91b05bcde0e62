"""The house rules (DESIGN and STYLE), each a function from a file to what is wrong with it."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import PurePath

from tests.architecture.source import FLOORS, at_runtime, dotted, imported_names

UNSCOPED_AT_HOME = (
    "common/ownership.py",
    "*/models/*.py",
    "*/agenda.py",
    "*/admin.py",
    "*/tasks.py",
    "*/management/commands/*.py",
)
UNSCOPED_IN_DOMAIN = {
    # Each holds an owned object already and writes down or reads what hangs on it,
    "contacts/cadence.py",
    "contacts/introducing.py",
    "contacts/portrait.py",
    "contacts/timeline.py",
    "interviews/advice.py",
    "interviews/note_sheet.py",
    "interviews/asked_before.py",
    "interviews/brief.py",
    "interviews/framing.py",
    "interviews/notes.py",
    "interviews/confirming.py",
    "interviews/picking.py",
    "interviews/preparation.py",
    "interviews/proposing.py",
    "interviews/scheduling.py",
    "interviews/thanks.py",
    "interviews/with_person.py",
    "interviews/wrapping_up.py",
    "outreach/between_asks.py",
    "outreach/campaigns.py",
    "outreach/effort.py",
    "outreach/introducing/beginning.py",
    "outreach/introducing/making.py",
    "outreach/introducing/steps.py",
    "outreach/introducing/talks.py",
    "outreach/introducing/with_person.py",
    "outreach/merging.py",
    "outreach/moves.py",
    "outreach/news/noting.py",
    "outreach/news/owed.py",
    "outreach/pursuit.py",
    "outreach/reference_agenda.py",
    "outreach/reference_merging.py",
    "outreach/reference_steps.py",
    "outreach/references.py",
    "outreach/targeting.py",
    "outreach/unnoted.py",
    "outreach/with_person.py",
    "reminders/sample/building.py",
    "reminders/sample/notes_taken.py",
    "reminders/sample/story.py",
    # or reads any table, narrowed by keys to rows of one owner,
    "contacts/list_page.py",
    "contacts/rows.py",
    "contacts/snapshots.py",
    # or works for every owner at once.
    "reminders/digests/brief.py",
    "reminders/digests/briefing.py",
    "reminders/digests/claiming.py",
    "reminders/digests/looking_back.py",
    "reminders/digests/post_office.py",
    "reminders/digests/run.py",
    "reminders/feed.py",
}

CLOCK = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "django.utils.timezone.localdate",
    "django.utils.timezone.localtime",
    "django.utils.timezone.now",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.strftime",
    "time.time",
    "time.time_ns",
}
CLOCK_AT_HOME = ("accounts/middleware.py", "*/tasks.py", "*/management/commands/*.py")
CLOCK_ELSEWHERE = {
    "accounts/models/user.py": "when an account was made, also by createsuperuser and allauth, who pass no moment",
}

NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "services", "service", "base", "managers", "misc"}
METHODS = {"require_GET", "require_POST", "require_safe", "require_http_methods"}

_INLINE = (
    (re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE), "inline script"),
    (re.compile(r"""\son[a-z]+\s*=\s*["']""", re.IGNORECASE), "inline event handler"),
    (re.compile(r"""\bhx-on\b|\bhx-on:|hx-vals=["']?js:|javascript:""", re.IGNORECASE), "script in an attribute"),
)
_STYLE = re.compile(r"""<style\b|\sstyle\s*=\s*["']""", re.IGNORECASE)
_UNESCAPED = re.compile(r"\|\s*safe(?:seq)?\b|autoescape\s+off")


def unscoped_outside(path: str, module: ast.Module) -> Iterator[str]:
    """Uses of ``.unscoped`` where a user is at hand: there ``for_user`` is the way in."""
    if path in UNSCOPED_IN_DOMAIN or any(fnmatch(path, place) for place in UNSCOPED_AT_HOME):
        return
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr in {"unscoped", "_default_manager", "_base_manager"}:
            yield f"{path}:{node.lineno} uses .{node.attr}; go through for_user(user)"


def clock_reads(path: str, module: ast.Module) -> Iterator[str]:
    """References to the clock outside the adapters that hand the moment on as a parameter."""
    if path in CLOCK_ELSEWHERE or any(fnmatch(path, place) for place in CLOCK_AT_HOME):
        return
    names = imported_names(module)
    for node in ast.walk(module):
        if isinstance(node, ast.Name | ast.Attribute) and dotted(node, names) in CLOCK:
            yield f"{path}:{node.lineno} reads the clock; take `now` or `on` as a parameter"


def meaningless_names(path: str) -> Iterator[str]:
    """Modules and packages named after nothing they know."""
    for part in PurePath(path).with_suffix("").parts:
        if part in NAMES_THAT_SAY_NOTHING:
            yield f"{path}: name {part!r} after what it knows"


def missing_docstrings(path: str, module: ast.Module) -> Iterator[str]:
    """Public classes, functions and methods without a word about what goes in and out."""
    yield from _undocumented(path, module.body, inside="")


def _undocumented(path: str, body: list[ast.stmt], inside: str) -> Iterator[str]:
    for node in body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        name = f"{inside}{node.name}"
        if isinstance(node, ast.ClassDef):
            # A command says what it does in ``help``, to people who can read it.
            if node.name in {"Meta", "Media", "Command"} or any(
                ast.unparse(parent).endswith("AppConfig") for parent in node.bases
            ):
                continue
            yield from _undocumented(path, node.body, inside=f"{name}.")
        if ast.get_docstring(node) is None:
            yield f"{path}:{node.lineno} {name} has no docstring"


def upward_imports(path: str, module: ast.Module) -> Iterator[str]:
    """Imports, string foreign keys and looked-up models from a floor above, wherever in the file they stand."""
    floor = PurePath(path).parts[0]
    if floor not in FLOORS:
        return
    above = set(FLOORS[FLOORS.index(floor) + 1 :])
    for node in at_runtime(module):
        for name in _reached(node):
            if name.partition(".")[0] in above:
                yield f"{path}:{getattr(node, 'lineno', 0)} reaches up to {name}"


def _reached(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
    elif isinstance(node, ast.Call):
        called = ast.unparse(node.func).rpartition(".")[2]
        if called in {"ForeignKey", "OneToOneField", "ManyToManyField", "get_model", "import_module", "import_string"}:
            yield from (
                argument.value
                for argument in (*node.args[:1], *(kw.value for kw in node.keywords if kw.arg == "to"))
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            )


def routed_views(urls: ast.Module) -> set[str]:
    """The views that a ``urls.py`` gives an address, as "module.function"."""
    return {
        ".".join(ast.unparse(node.args[1]).split(".")[-2:])
        for node in ast.walk(urls)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"path", "re_path"} and len(node.args) > 1
    }


def views_without_methods(path: str, module: ast.Module, *, routed: set[str]) -> Iterator[str]:
    """Views with an address that do not say which HTTP methods they answer."""
    if not fnmatch(path, "*/views/*.py"):
        return
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and f"{PurePath(path).stem}.{node.name}" in routed:
            decorators = {ast.unparse(each).partition("(")[0].rpartition(".")[2] for each in node.decorator_list}
            if not decorators & METHODS:
                yield f"{path}:{node.lineno} {node.name} does not say @require_GET, @require_POST or the like"


def inline_code(path: str, text: str) -> Iterator[str]:
    """What the content security policy would refuse. Mail has no policy and no other way to be styled."""
    rules = _INLINE if "/mail/" in path else (*_INLINE, (_STYLE, "inline style"))
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, what in rules:
            if pattern.search(line):
                yield f"{path}:{number} has {what}"


def unescaped_text(path: str, text: str) -> Iterator[str]:
    """HTML that trusts what it is given."""
    if not path.endswith(".html"):
        return
    for number, line in enumerate(text.splitlines(), 1):
        if _UNESCAPED.search(line):
            yield f"{path}:{number} turns escaping off"


def environment_read(module: ast.Module) -> set[str]:
    """The names of the environment variables that a module asks for."""
    found = set()
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called, name = ast.unparse(node.func), node.args[0]
        asks = re.fullmatch(r"env(\.\w+)?|os\.environ\.get|os\.getenv", called) is not None
        if asks and isinstance(name, ast.Constant) and isinstance(name.value, str):
            found.add(name.value)
    return found


def environment_listed(text: str) -> set[str]:
    """The names in a ``.env`` example, set or commented out: ``DEBUG=`` or ``# DEBUG=``."""
    return set(re.findall(r"^(?:#\s?)?([A-Z][A-Z0-9_]*)=", text, re.MULTILINE))


def registry_hosts(text: str) -> set[str]:
    """Package registries named in a lock file: it would tie every installation to them."""
    # Put together here so that this file does not name them itself.
    hosts = (
        ".".join(parts) for parts in (("pypi", "org"), ("npmjs", "org"), ("pythonhosted", "org"), ("debian", "org"))
    )
    return {host for host in hosts if host in text}
