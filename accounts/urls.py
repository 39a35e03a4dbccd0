from django.contrib.auth import views as auth
from django.urls import path

from accounts import views

urlpatterns = [
    path("accounts/login/", auth.LoginView.as_view(), name="login"),
    path("accounts/logout/", auth.LogoutView.as_view(), name="logout"),
    path(
        "accounts/password/", views.ChangePassword.as_view(), name="password_change"
    ),
    path("journal/", views.journal, name="journal"),
    path("journal/<int:pk>/", views.change_set, name="change-set"),
]
