"""Each rule finds what it is there to find: a rule that never fails holds nothing."""

import ast

import pytest

from tests.architecture import rules


def parsed(text: str) -> ast.Module:
    return ast.parse(text)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("contacts/views/contact.py", 1),
        ("contacts/forms.py", 1),
        ("contacts/models/contact.py", 0),
        ("contacts/agenda.py", 0),
        ("contacts/management/commands/import_contacts.py", 0),
        ("contacts/cadence.py", 0),
    ],
)
def test_unscoped_outside_its_places_is_found(path: str, found: int) -> None:
    module = parsed("def view(request):\n    return Contact.unscoped.get(pk=1)")

    assert len(list(rules.unscoped_outside(path, module))) == found


@pytest.mark.parametrize(
    "text",
    [
        "from django.utils import timezone\nx = timezone.now()",
        "from django.utils.timezone import now as moment\nx = moment()",
        "import datetime\nx = datetime.datetime.now(datetime.UTC)",
        "from datetime import datetime\nx = datetime.now()",
        "from datetime import date\ndef f():\n    return date.today()",
        "import time\nx = time.time()",
        "from time import time\nx = time()",
        "from datetime import date\nfield = DateField(default=date.today)",
    ],
)
def test_reading_the_clock_is_found(text: str) -> None:
    assert len(list(rules.clock_reads("contacts/cadence.py", parsed(text)))) == 1
    assert list(rules.clock_reads("contacts/tasks.py", parsed(text))) == []


@pytest.mark.parametrize(
    "text", ["x = request.now", "from datetime import time\nx = time(7)", "x = now()", "f(now=now)"]
)
def test_a_moment_that_was_given_is_no_clock(text: str) -> None:
    assert list(rules.clock_reads("contacts/cadence.py", parsed(text))) == []


@pytest.mark.parametrize(
    ("path", "found"), [("contacts/utils.py", 1), ("contacts/services/mail.py", 1), ("contacts/cadence.py", 0)]
)
def test_a_name_that_says_nothing_is_found(path: str, found: int) -> None:
    assert len(list(rules.meaningless_names(path))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("class Contact:\n    x = 1", ["Contact"]),
        ("def log():\n    pass", ["log"]),
        ('class Contact:\n    """A person."""\n    def name(self):\n        pass', ["Contact.name"]),
        ('class Contact:\n    """A person."""\n    class Meta:\n        pass\n    def _key(self):\n        pass', []),
        ("class ContactsConfig(AppConfig):\n    name = 'contacts'", []),
        ("def _private():\n    pass", []),
    ],
)
def test_a_missing_docstring_is_found(text: str, found: list[str]) -> None:
    wrong = list(rules.missing_docstrings("x.py", parsed(text)))

    assert [line.split()[1] for line in wrong] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from outreach.models import Target", 1),
        ("import reminders.tasks", 1),
        ("def f():\n    from interviews import models", 1),
        ("x = models.ForeignKey('outreach.Target', on_delete=CASCADE)", 1),
        ("x = models.ForeignKey(to='outreach.Target', on_delete=CASCADE)", 1),
        ("x = apps.get_model('outreach.Target')", 1),
        ("import_module('reminders.tasks')", 1),
        ("from accounts.models import User", 0),
        ("from contacts.models import Contact", 0),
        ("if TYPE_CHECKING:\n    from outreach.models import Target", 0),
        ("x = models.ForeignKey('contacts.Contact', on_delete=CASCADE)", 0),
    ],
)
def test_reaching_up_is_found(text: str, found: int) -> None:
    assert len(list(rules.upward_imports("contacts/cadence.py", parsed(text)))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("def detail(request, pk):\n    pass", 1),
        ("@login_not_required\ndef detail(request, pk):\n    pass", 1),
        ("@require_GET\ndef detail(request, pk):\n    pass", 0),
        ("@login_not_required\n@require_http_methods(['GET'])\ndef detail(request, pk):\n    pass", 0),
        ("def part_of_several_views(request):\n    pass", 0),
    ],
)
def test_a_view_that_answers_any_method_is_found(text: str, found: int) -> None:
    routed = rules.routed_views(parsed('urlpatterns = [path("<int:pk>/", contact.detail, name="detail")]'))

    wrong = list(rules.views_without_methods("contacts/views/contact.py", parsed(text), routed=routed))

    assert routed == {"contact.detail"}
    assert len(wrong) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<script>alert(1)</script>", 1),
        ('<script type="module">alert(1)</script>', 1),
        ('<script type="module" src="/static/js/x.js"></script>', 0),
        ('<a onclick="go()">', 1),
        ('<div hx-on:click="go()">', 1),
        ("<div hx-vals='js:{a: 1}'>", 1),
        ('<a href="javascript:go()">', 1),
        ('<p style="color: red">', 1),
        ("<style>p { color: red }</style>", 1),
        ('<p class="context" data-on="x">once = "more"</p>', 0),
    ],
)
def test_inline_code_is_found(text: str, found: int) -> None:
    assert len(list(rules.inline_code("templates/contacts/detail.html", text))) == found


def test_mail_may_be_styled_but_not_scripted() -> None:
    text = '<style>p { margin: 0 }</style>\n<p style="color: red">\n<script>alert(1)</script>'

    assert list(rules.inline_code("templates/reminders/mail/digest.html", text)) == [
        "templates/reminders/mail/digest.html:3 has inline script"
    ]


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("templates/a.html", "{{ notes|safe }}", 1),
        ("templates/a.html", "{% autoescape off %}", 1),
        ("templates/a.html", "{{ notes|linebreaks }} safe", 0),
        ("templates/a.txt", "{% autoescape off %}", 0),
    ],
)
def test_unescaped_text_is_found(path: str, text: str, found: int) -> None:
    assert len(list(rules.unescaped_text(path, text))) == found


def test_the_environment_is_read_off_the_settings_and_the_example() -> None:
    module = parsed(
        'A = env.bool("DEBUG", default=False)\nB = env("SECRET_KEY")\nC = os.getenv("HOME_PAGE").strip("/")\nf("X")'
    )
    example = "# What it is\nDEBUG=\n# SECRET_KEY=change me\n#HOME_PAGE=x\nnot a line\n# A sentence with X=1 in it\n"

    assert rules.environment_read(module) == {"DEBUG", "SECRET_KEY", "HOME_PAGE"}
    assert rules.environment_listed(example) == {"DEBUG", "SECRET_KEY", "HOME_PAGE"}


def test_a_registry_in_a_lock_file_is_found() -> None:
    host = "files." + "pythonhosted.org"

    assert rules.registry_hosts(f"django @ https://{host}/packages/x") == {"pythonhosted.org"}
    assert rules.registry_hosts("django==5.2.19 --hash=sha256:00") == set()
