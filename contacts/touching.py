"""Light touches in one press from any list (P29): which one a press notes, remembered from the last."""

from django.http import HttpRequest

from contacts.network.giving import LIGHT_TOUCHES

_REMEMBERED = "light_touch"


def touching(request: HttpRequest) -> dict[str, object]:
    """What ``contacts/network/_touching.html`` takes: the touches there are, and the one noted last."""
    remembered = request.session.get(_REMEMBERED)
    return {"touches": LIGHT_TOUCHES, "touch": remembered if remembered in LIGHT_TOUCHES else next(iter(LIGHT_TOUCHES))}


def remember(request: HttpRequest, what: str) -> None:
    """Let the next press note ``what`` too."""
    if request.session.get(_REMEMBERED) != what:
        request.session[_REMEMBERED] = what
