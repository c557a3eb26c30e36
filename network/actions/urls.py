"""The joint actions' addresses."""

from django.urls import path

from .views import (
    actions,
    budget,
    exports,
    feeds,
    indicators,
    lists,
    milestones,
    moving,
    notes,
    own_tasks,
    papers,
    partners,
    publications,
    steps,
    task_done,
    tasks,
)
from .views.board import board
from .views.load import load
from .views.network import network
from .views.timeline import timeline

private_patterns = [
    # Lists, and what an action is.
    path("groups/<int:pk>/actions/", lists.group_actions, name="group-actions"),
    path("groups/<int:pk>/actions/new/", actions.new, name="action-new"),
    path("actions/", lists.actions, name="actions"),
    path("actions/<int:pk>/", actions.action, name="action"),
    path("actions/<int:pk>/edit/", actions.edit, name="action-edit"),
    path("actions/<int:pk>/partners/", partners.partners, name="action-partners"),
    path("actions/<int:pk>/move/", moving.move, name="action-move"),
    path("actions/<int:pk>/history/", actions.history, name="action-history"),
    # What looks over several.
    path("actions/board/", board, name="actions-board"),
    path("actions/timeline/", timeline, name="actions-timeline"),
    path("actions/load/", load, name="actions-load"),
    path("actions/network/", network, name="actions-network"),
    path("actions/tasks/", own_tasks.tasks, name="tasks"),
    # Tasks.
    path("actions/<int:pk>/tasks/", tasks.action_tasks, name="action-tasks"),
    path("actions/<int:pk>/tasks/new/", tasks.task_new, name="task-new"),
    path("actions/<int:pk>/hand-over/", tasks.action_hand_over, name="action-hand-over"),
    path("actions/tasks/<int:pk>/", tasks.task, name="task"),
    path("actions/tasks/<int:pk>/edit/", tasks.task_edit, name="task-edit"),
    path("actions/tasks/<int:pk>/move/", tasks.task_move, name="task-move"),
    path("actions/tasks/<int:pk>/steps/", steps.task_steps, name="task-steps"),
    # Milestones and outcomes.
    path("actions/<int:pk>/milestones/new/", milestones.milestone_new, name="milestone-new"),
    path("actions/milestones/<int:pk>/edit/", milestones.milestone_edit, name="milestone-edit"),
    path(
        "actions/milestones/<int:pk>/remove/", milestones.milestone_remove, name="milestone-remove"
    ),
    path("actions/<int:pk>/indicators/new/", indicators.indicator_new, name="indicator-new"),
    path("actions/indicators/<int:pk>/", indicators.indicator, name="indicator"),
    path("actions/indicators/<int:pk>/edit/", indicators.indicator_edit, name="indicator-edit"),
    path(
        "actions/indicators/<int:pk>/remove/", indicators.indicator_remove, name="indicator-remove"
    ),
    path("actions/values/<int:pk>/remove/", indicators.value_remove, name="indicator-value-remove"),
    # Money.
    path("actions/<int:pk>/budget/", budget.budget, name="action-budget"),
    path("actions/<int:pk>/budget/new/", budget.line_new, name="budget-line-new"),
    path("actions/budget/<int:pk>/edit/", budget.line_edit, name="budget-line-edit"),
    path("actions/budget/<int:pk>/remove/", budget.line_remove, name="budget-line-remove"),
    # How it goes on.
    path("actions/<int:pk>/progress/", notes.progress, name="action-progress"),
    path("actions/<int:pk>/progress/new/", notes.note_new, name="note-new"),
    path("actions/notes/<int:pk>/edit/", notes.note_edit, name="note-edit"),
    path("actions/notes/<int:pk>/remove/", notes.note_remove, name="note-remove"),
    path("actions/photos/<int:pk>/", notes.photo, name="photo"),
    # Papers.
    path("actions/<int:pk>/documents/", papers.documents, name="action-documents"),
    path("actions/<int:pk>/documents/link/", papers.link, name="action-document-link"),
    path("actions/<int:pk>/documents/unlink/", papers.unlink, name="action-document-unlink"),
    path("actions/<int:pk>/folder/", papers.folder, name="action-folder"),
    # What everybody reads of it.
    path("actions/<int:pk>/publish/", publications.publish, name="action-publish"),
    path("actions/<int:pk>/withdraw/", publications.withdraw, name="action-withdraw"),
    # What is taken away.
    path("actions/export/", exports.actions, name="actions-export"),
    path("actions/<int:pk>/sheet/", exports.sheet, name="action-sheet"),
    path("actions/feed/", feeds.page, name="actions-feed"),
]
# The doors without signing in: see `network.core.links`.
open_patterns = [
    # From a mail: a task is done.
    path("task-done/<str:token>/", task_done.task_done, name="task-done"),
    # A calendar program's.
    path("calendar/<str:token>/actions.ics", feeds.feed, name="feed"),
]
