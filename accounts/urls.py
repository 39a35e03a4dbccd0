from django.contrib.auth import views as auth
from django.urls import path

from accounts import language, token_views, views

urlpatterns = [
    path("accounts/login/", auth.LoginView.as_view(), name="login"),
    path("accounts/logout/", auth.LogoutView.as_view(), name="logout"),
    path("accounts/password/", views.ChangePassword.as_view(), name="password_change"),
    path("accounts/language/", language.choose_language, name="language"),
    path("accounts/tokens/", token_views.token_list, name="tokens"),
    path(
        "accounts/tokens/<int:pk>/revoke/",
        token_views.token_revoke,
        name="token-revoke",
    ),
    path("journal/", views.journal, name="journal"),
    path("journal/export/", views.journal_export, name="journal-export"),
    path("journal/<int:pk>/", views.change_set, name="change-set"),
]
