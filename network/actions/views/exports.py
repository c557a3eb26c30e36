"""What is taken away: the workbook of what a list shows, and the sheet of one action."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.core import sheets
from network.core.files.serving import PRIVATE, content_disposition
from network.core.papers.setting import NotSetError
from network.members.gate import MemberRequest

from ..exports.sheet import languages_asked, sheet_as_pdf
from ..exports.workbook import actions_as_xlsx
from ..forms import FilterActionsForm
from ..models import JointAction
from .around import find
from .lists import asked_of


@require_safe
def actions(request: MemberRequest) -> HttpResponse:
    """The actions of a list with their tasks and budget lines, all of them."""
    form = FilterActionsForm(request.GET, user=request.user)
    rows = asked_of(request, form, JointAction.objects.visible_to(request.user))
    workbook = actions_as_xlsx(request.user, rows)
    name = f"{_('Joint actions')} {timezone.localdate():%Y-%m-%d}.xlsx"
    return _as_file(workbook, sheets.XLSX, name)


@require_safe
def sheet(request: MemberRequest, pk: int) -> HttpResponse:
    """The sheet of one action as PDF, in the languages that were asked for."""
    action = find(request, pk)
    languages = languages_asked(request.GET.get("languages", ""))
    try:
        paper = sheet_as_pdf(action, languages, request.user)
    except NotSetError:
        messages.error(request, _("The sheet could not be made. Try again in a moment."))
        return redirect(action)
    # Else what stands before a slash, as in “2026/27”, would be taken for a folder.
    title = str(action.title.in_language(languages[0])).replace("/", "-").replace("\\", "-")
    return _as_file(paper, "application/pdf", f"{title}.pdf")


def _as_file(content: bytes, content_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = content_disposition(name)
    answer["Cache-Control"] = PRIVATE
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
