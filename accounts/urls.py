from django.urls import path

from accounts.views import mail, preferences, welcome

app_name = "accounts"

urlpatterns = [
    path("", preferences.settings, name="settings"),
    path("search/", preferences.brief, name="brief"),
    path("welcome/", welcome.looking, name="welcome"),
    path("welcome/people/", welcome.people, name="welcome_people"),
    path("welcome/digest/", welcome.digest, name="welcome_digest"),
    path("welcome/leave/", welcome.leave, name="welcome_leave"),
    path("mail/", mail.mail_list, name="mail_list"),
    path("mail/<slug:key>/", mail.mail_detail, name="mail_detail"),
]
