"""The gallery, opened to all: no installation has this address."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from levier.web.ui.views import gallery

urlpatterns = [path("", login_not_required(gallery)), path("", include("levier.web.ui.urls"))]
