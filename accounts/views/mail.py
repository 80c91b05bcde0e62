"""The user's letters, where mail does not leave the machine."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from accounts import mailbox
from common.htmx import render_page
from common.requests import AuthedRequest


@require_GET
def mail_list(request: AuthedRequest) -> HttpResponse:
    """Letters to the user's address, newest first; where mail goes out, a word about that."""
    letters = []
    if not settings.MAIL_LEAVES_THIS_MACHINE:
        letters = mailbox.letters_for(request.user.email, folder=settings.MAIL_DIR)
    context = {"letters": letters, "mail_stays_here": not settings.MAIL_LEAVES_THIS_MACHINE}
    return render_page(request, "accounts/mail_list.html", context)


@require_GET
def mail_detail(request: AuthedRequest, key: str) -> HttpResponse:
    """One letter as text."""
    if settings.MAIL_LEAVES_THIS_MACHINE:
        raise Http404("Mail goes out from here.")
    try:
        letter = mailbox.letter_for(request.user.email, key, folder=settings.MAIL_DIR)
    except mailbox.NoSuchLetterError as missing:
        raise Http404("No such letter.") from missing
    return render_page(request, "accounts/mail_detail.html", {"letter": letter})
