"""What the editors' page form asks for."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Revision

from home.models.images import images_without_alternative_text
from home.places import require_depth
from home.translation.texts import require_no_french


class SitePageForm(WagtailAdminPageForm):
    """The editor's form: what it asks for beyond what the fields themselves do."""

    def clean_slug(self):
        """The slug is in its script before Wagtail looks whether it is free."""
        page = self.instance
        page.slug, page.title = self.cleaned_data["slug"], self.cleaned_data.get("title", "")
        return page.slug_in_its_script()

    def clean_go_live_at(self):
        date = self.cleaned_data["go_live_at"]
        if date and date < timezone.now() and "go_live_at" in self.changed_data:
            raise ValidationError(
                _("This date is past. Leave it empty to publish the page at once.")
            )
        return date

    def clean(self):
        data = super().clean()
        if self.instance._state.adding:
            require_depth(self.parent_page.depth + 1)
        if theirs := self._saved_meanwhile():
            raise ValidationError(
                _(
                    "%(name)s saved this page at %(time)s, while you were writing. Your text is "
                    "still here, theirs is in the page’s history. Save again to put yours on top."
                ),
                params={
                    "name": theirs.user or _("Somebody"),
                    "time": time_format(timezone.localtime(theirs.created_at)),
                },
            )
        return data

    def _saved_meanwhile(self) -> Revision | None:
        """
        The newest version that somebody else has saved since this form was opened.

        One's own are no news: Wagtail saves by itself while one writes, and the form does not know.
        """
        try:
            opened_at = parse_datetime(self.data.get("loaded_revision_created_at", ""))
        except ValueError:  # A date that no calendar has.
            opened_at = None
        if not opened_at:
            return None
        later = self.instance.revisions.filter(created_at__gt=opened_at)
        return later.exclude(user=self.for_user).order_by("created_at").last()

    def _post_clean(self):
        super()._post_clean()
        if "action-publish" in self.data or "action-submit" in self.data:
            try:
                require_no_french(self.instance)
            except ValidationError as error:
                self.add_error(None, error)
            for field, images in images_without_alternative_text(self.instance).items():
                names = ", ".join(f"“{image}”" for image in images)
                self.add_error(
                    field,
                    ValidationError(
                        _("Say in both languages what these images show: %(names)s."),
                        params={"names": names},
                    ),
                )
