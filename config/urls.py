"""The whole address book: one line an app."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from accounts.views.entrance import sign_in

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", include("reminders.urls")),
    path("people/", include("contacts.urls")),
    path("outreach/", include("outreach.urls")),
    path("interviews/", include("interviews.urls")),
    path("settings/", include("accounts.urls")),
    path("accounts/login/", sign_in, name="account_login"),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
]
