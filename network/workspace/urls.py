"""What looks across: the dashboard, the groups, the search; and what is not there."""

from django.urls import path, re_path

from . import views

private_patterns = [
    path("", views.dashboard, name="dashboard"),
    path("groups/", views.groups, name="groups"),
    path("groups/<int:pk>/", views.group, name="group"),
    path("groups/<int:pk>/members/", views.group_members, name="group-members"),
    path("search/", views.search, name="search"),
]
# Last of all: an address that nothing has is nobody's to know of, either. Any at all, with a line
# break in it too.
nowhere = re_path(r"^[\s\S]+$", views.nowhere)
