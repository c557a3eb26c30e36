"""
Where in the tree a page may be put: no deeper than `home.visibility` looks for what covers it.

`SitePage.save` refuses what is added, a signal what is moved; the editors' forms, and their screens
by `home.wagtail_hooks`, say so before.
"""

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
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


def chosen_parent(request: HttpRequest) -> Page | None:
    """Where an editor wants a copy."""
    chosen = request.POST.get("new_parent_page", "")
    if chosen.isascii() and chosen.isdigit() and len(chosen) < 19:
        return Page.objects.filter(pk=chosen).first()
    return None
