"""
Where in the tree a page may be put: no deeper than `home.visibility` looks for what covers it.

`SitePage.save` refuses what is added, a signal what is moved; the editors' forms say so before.
"""

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.dispatch import receiver
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.signals import pre_page_move

from home.visibility import LEVELS

TOO_DEEP = _("No page may lie so deep: choose a place closer to the home page.")


def require_depth(depth: int) -> None:
    """Raise ValidationError, a sentence for the editor, where no page may lie."""
    if depth > LEVELS:
        raise ValidationError(TOO_DEEP)


def require_room(page: Page, parent: Page, *, alone: bool = False) -> None:
    """The same for a page put below another, with all that stands below it or alone."""
    line = page.get_descendants(inclusive=True)
    deepest = page.depth if alone else line.aggregate(deepest=Max("depth"))["deepest"]
    require_depth(parent.depth + 1 + deepest - page.depth)


@receiver(pre_page_move)
def refuse_to_move_too_deep(instance: Page, parent_page_after: Page, **kwargs) -> None:
    require_room(instance, parent_page_after)


@hooks.register("before_move_page")
def say_that_it_is_too_deep_to_move(request, page, destination):
    return _refusal(request, [page], destination, redirect("wagtailadmin_pages:move", page.pk))


@hooks.register("before_bulk_action")
def say_that_it_is_too_deep_to_move_together(request, action_type, objects, action):
    if action_type != "move":
        return None
    destination = action.cleaned_form.cleaned_data["chooser"]
    return _refusal(request, objects, destination, redirect(action.next_url))


@hooks.register("before_copy_page")
def say_that_it_is_too_deep_to_copy(request, page):
    if not (parent := chosen_parent(request)):
        return None
    alone = not request.POST.get("copy_subpages")
    back = redirect("wagtailadmin_pages:copy", page.pk)
    return _refusal(request, [page], parent, back, alone=alone)


def _refusal(request: HttpRequest, pages: list[Page], parent: Page, back, **options):
    """Back, with a sentence, for an editor who puts pages too deep; else None."""
    try:
        for page in pages:
            require_room(page, parent, **options)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return back
    return None


def chosen_parent(request: HttpRequest) -> Page | None:
    """Where an editor wants a copy."""
    chosen = request.POST.get("new_parent_page", "")
    if chosen.isascii() and chosen.isdigit() and len(chosen) < 19:
        return Page.objects.filter(pk=chosen).first()
    return None
