"""The addresses of the look."""

from django.urls import path

from levier.web.ui import views

urlpatterns = [path("theme/", views.set_theme, name="set_theme")]
