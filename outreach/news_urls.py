"""The addresses of outcomes and of news, within those of outreach."""

from django.urls import path

from outreach.views import news

urlpatterns = [
    path("news/", news.outcome_list, name="outcome_list"),
    path("news/new/", news.outcome_create, name="outcome_create"),
    path("news/<int:pk>/", news.outcome_detail, name="outcome_detail"),
    path("news/<int:pk>/edit/", news.outcome_update, name="outcome_update"),
    path("news/<int:pk>/delete/", news.outcome_delete, name="outcome_delete"),
    path("news/<int:pk>/add/", news.outcome_add, name="outcome_add"),
    path("news/owed/<int:pk>/told/", news.news_told, name="news_told"),
    path("news/owed/<int:pk>/waive/", news.news_waive, name="news_waive"),
    path("news/owed/<int:pk>/reopen/", news.news_reopen, name="news_reopen"),
]
