"""The documents' addresses."""

from django.urls import path

from . import views

private_patterns = [
    path("groups/<int:pk>/documents/", views.group_documents, name="group-documents"),
    path("groups/<int:pk>/documents/upload/", views.upload, name="document-upload"),
    path("documents/", views.documents, name="documents"),
    path("documents/<int:pk>/", views.document, name="document"),
    path("documents/<int:pk>/edit/", views.edit, name="document-edit"),
    path("documents/<int:pk>/remove/", views.remove, name="document-remove"),
    path("documents/<int:pk>/history/", views.history, name="document-history"),
    path("documents/<int:pk>/download/", views.download, name="document-download"),
    path("documents/<int:pk>/versions/new/", views.version_new, name="version-new"),
    path(
        "documents/<int:pk>/versions/<int:number>/download/",
        views.version_download,
        name="version-download",
    ),
]
