"""The addresses of uploads."""

from django.urls import path

from . import views

private_patterns = [
    path("uploads/", views.uploads, name="uploads"),
    path("uploads/<uuid:pk>/", views.upload_part, name="upload-part"),
]
