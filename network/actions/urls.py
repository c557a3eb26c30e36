"""The joint actions' addresses."""

from django.urls import path

from .views import publications
from .views.pending import pending

private_patterns = [
    # Lists, and what an action is.
    path("groups/<int:pk>/actions/", pending, name="group-actions"),
    path("groups/<int:pk>/actions/new/", pending, name="action-new"),
    path("actions/", pending, name="actions"),
    path("actions/<int:pk>/", pending, name="action"),
    path("actions/<int:pk>/edit/", pending, name="action-edit"),
    path("actions/<int:pk>/partners/", pending, name="action-partners"),
    path("actions/<int:pk>/move/", pending, name="action-move"),
    path("actions/<int:pk>/history/", pending, name="action-history"),
    # What looks over several.
    path("actions/board/", pending, name="actions-board"),
    path("actions/timeline/", pending, name="actions-timeline"),
    path("actions/load/", pending, name="actions-load"),
    path("actions/network/", pending, name="actions-network"),
    path("actions/tasks/", pending, name="tasks"),
    # Tasks.
    path("actions/<int:pk>/tasks/", pending, name="action-tasks"),
    path("actions/<int:pk>/tasks/new/", pending, name="task-new"),
    path("actions/<int:pk>/hand-over/", pending, name="action-hand-over"),
    path("actions/tasks/<int:pk>/", pending, name="task"),
    path("actions/tasks/<int:pk>/edit/", pending, name="task-edit"),
    path("actions/tasks/<int:pk>/move/", pending, name="task-move"),
    path("actions/tasks/<int:pk>/steps/", pending, name="task-steps"),
    # Milestones and outcomes.
    path("actions/<int:pk>/milestones/new/", pending, name="milestone-new"),
    path("actions/milestones/<int:pk>/edit/", pending, name="milestone-edit"),
    path("actions/milestones/<int:pk>/remove/", pending, name="milestone-remove"),
    path("actions/<int:pk>/indicators/new/", pending, name="indicator-new"),
    path("actions/indicators/<int:pk>/", pending, name="indicator"),
    path("actions/indicators/<int:pk>/edit/", pending, name="indicator-edit"),
    path("actions/indicators/<int:pk>/remove/", pending, name="indicator-remove"),
    # Money.
    path("actions/<int:pk>/budget/", pending, name="action-budget"),
    path("actions/<int:pk>/budget/new/", pending, name="budget-line-new"),
    path("actions/budget/<int:pk>/edit/", pending, name="budget-line-edit"),
    path("actions/budget/<int:pk>/remove/", pending, name="budget-line-remove"),
    # How it goes on.
    path("actions/<int:pk>/progress/", pending, name="action-progress"),
    path("actions/<int:pk>/progress/new/", pending, name="note-new"),
    path("actions/notes/<int:pk>/edit/", pending, name="note-edit"),
    path("actions/notes/<int:pk>/remove/", pending, name="note-remove"),
    path("actions/photos/<int:pk>/", pending, name="photo"),
    # Papers.
    path("actions/<int:pk>/documents/", pending, name="action-documents"),
    path("actions/<int:pk>/documents/link/", pending, name="action-document-link"),
    path("actions/<int:pk>/documents/unlink/", pending, name="action-document-unlink"),
    path("actions/<int:pk>/folder/", pending, name="action-folder"),
    # What everybody reads of it.
    path("actions/<int:pk>/publish/", publications.publish, name="action-publish"),
    path("actions/<int:pk>/withdraw/", publications.withdraw, name="action-withdraw"),
    # What is taken away.
    path("actions/export/", pending, name="actions-export"),
    path("actions/<int:pk>/sheet/", pending, name="action-sheet"),
    path("actions/feed/", pending, name="actions-feed"),
]
# The doors without signing in: see `network.core.links`.
open_patterns = [
    # From a mail: a task is done.
    path("task-done/<str:token>/", pending, name="task-done"),
    # A calendar program's.
    path("calendar/<str:token>/actions.ics", pending, name="feed"),
]
