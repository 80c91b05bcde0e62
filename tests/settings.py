"""The product's settings, with what makes tests quick and leaves the developer's own data alone."""

import os
import tempfile

os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="rapport-tests-"))
os.environ.setdefault("SECRET_KEY", "tests-only-" + "0123456789" * 5)
os.environ.setdefault("SITE_URL", "http://localhost:8000")

from config.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = False
# Tests serve no collected files, so that nobody has to collect them first.
WHITENOISE_AUTOREFRESH = True
# pytest-django's live_server serves uncollected files only when it finds this very name.
INSTALLED_APPS = ["django.contrib.staticfiles" if "CollectedFiles" in app else app for app in INSTALLED_APPS]
