"""What the editors' page form asks for."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from home.models.images import images_without_alternative_text
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
        if self._is_out_of_date():
            latest = self.instance.latest_revision
            raise ValidationError(
                _(
                    "%(name)s saved this page at %(time)s, while you were writing. Your text is "
                    "still here, theirs is in the page’s history. Save again to put yours on top."
                ),
                params={
                    "name": latest.user or _("Somebody"),
                    "time": time_format(timezone.localtime(latest.created_at)),
                },
            )
        return data

    def _is_out_of_date(self) -> bool:
        """
        Whether somebody else has saved the page since this form was opened.

        Wagtail asks the same, but only before it saves by itself.
        """
        latest, opened = self.instance.latest_revision, self.data.get("loaded_revision_id")
        if not latest or not opened:
            return False
        # The draft that Wagtail has saved meanwhile for this very form.
        if own := self.data.get("overwrite_revision_id"):
            return own != str(latest.pk)
        opened_at = self.data.get("loaded_revision_created_at")
        return (opened, opened_at) != (str(latest.pk), latest.created_at.isoformat())

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
