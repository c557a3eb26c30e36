"""The door of a mail that reminds of a task: what it would say is done, and a button that says so.
Nobody needs to be signed in for it; what its holder sees and may do *now* is all that it shows."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from network.core import links
from network.core.views import form_view, with_secret_address

from ..models import TaskLink
from ..operations import actor_of, finish_by_link
from ..rules import can_move_task


@form_view
@never_cache
def task_done(request: HttpRequest, token: str) -> HttpResponse:
    """Shows the task on GET; moves it on POST, and is used up."""
    found = _find(token)
    if found is None:
        return _over(request)
    error, just_done = "", False
    if request.method == "POST" and found.task.is_open:
        try:
            finish_by_link(found, seen=found.task.state)
            just_done = True
        except PermissionDenied:
            # From one moment to the next.
            return _over(request)
        except ValidationError as problem:
            error = problem.messages[0]
            found = _find(token) or found
    context = {"task": found.task, "error": error, "just_done": just_done}
    return with_secret_address(render(request, "network/actions/task_done.html", context))


def _find(token: str) -> TaskLink | None:
    """What an open link is about, as long as its holder sees that and may say that it is done."""
    link = links.find(links.TASK_DONE, token)
    if link is None:
        return None
    row = TaskLink.objects.filter(link=link).select_related("user").first()
    if row is None:
        return None
    rows = TaskLink.objects.visible_to(row.user).select_related(
        "user", "link", "task__organisation", "task__action__group", "task__action__lead"
    )
    found = rows.filter(pk=row.pk).first()
    if found is None or not can_move_task(actor_of(found), found.task):
        return None
    return found


def _over(request: HttpRequest) -> HttpResponse:
    page = render(request, "network/actions/task_link_over.html", status=410)
    return with_secret_address(page)
