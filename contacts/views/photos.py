"""Faces."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from common.requests import AuthedRequest
from contacts.models import Photo

_FOR_GOOD = "private, max-age=31536000, immutable"


@require_safe
def photo(request: AuthedRequest, pk: int, digest: str) -> HttpResponse:
    """The picture of someone, for whoever knows them; the digest in its address changes with it."""
    shown = get_object_or_404(Photo.for_user(request.user), contact=pk, digest=digest)
    headers = {"Cache-Control": _FOR_GOOD, "X-Content-Type-Options": "nosniff", "Content-Disposition": "inline"}
    return HttpResponse(bytes(shown.image), content_type="image/webp", headers=headers)
