"""``/healthz``: does the database answer, and is background work alive? For machines that watch; no login."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reminders.health import look_briefly


@login_not_required
@require_safe
@never_cache
def healthz(_request: HttpRequest) -> JsonResponse:
    """200 when all is well, else 503 with the reasons in plain words."""
    faults = [finding for finding in look_briefly(timezone.now()) if not finding.ok]
    if not faults:
        return JsonResponse({"status": "ok"})
    reasons = [f"{fault.subject} {fault.says}" for fault in faults]
    return JsonResponse({"status": "unwell", "reasons": reasons}, status=503)
