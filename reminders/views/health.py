"""``/healthz``: does the database answer, and is background work alive? For machines that watch; no login."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.requests import MomentRequest
from reminders.health import look_briefly


@login_not_required
@require_safe
@never_cache
def healthz(request: MomentRequest) -> JsonResponse:
    """200 when all is well, else 503 with the reasons in plain words."""
    faults = [finding for finding in look_briefly(request.now) if not finding.ok]
    if not faults:
        return JsonResponse({"status": "ok"})
    reasons = [f"{fault.subject} {fault.says}" for fault in faults]
    return JsonResponse({"status": "unwell", "reasons": reasons}, status=503)
