"""The model field."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext_lazy as _

from .edits import MultilingualEdit, too_long
from .forms import MultilingualFormField
from .texts import MultilingualText, Origin, content_languages, is_known_to_django, is_storable


class MultilingualTextField(models.JSONField):
    """A text in the site's languages, in one JSON column; the value is a `MultilingualText`.

    It also takes the stored format (a fixture's), and turns it into a value before saving.
    Validation asks for an original with a body (unless `blank`), for bodies of at most
    `max_length` characters, and for languages of the site; the original alone may be in any
    language Django knows, since a text may come from elsewhere.

    `multiline` says that people write paragraphs, and not one line.
    """

    description = _("Text in several languages")
    default_error_messages = {
        "invalid": _("This is not a text in several languages."),
        "unknown_language": _("“%(language)s” is not one of the languages of this site."),
        "no_original": _("One language, and one only, must be the original."),
        "unstorable": _("The text holds characters that cannot be stored."),
    }

    def __init__(self, *args: Any, multiline: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("default", MultilingualText)
        self.multiline = multiline
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        # `multiline` is left out: how people write it is nothing to the database.
        name, _path, args, kwargs = super().deconstruct()
        if kwargs.get("default") is MultilingualText:
            del kwargs["default"]
        return name, f"network.core.multilingual.{type(self).__name__}", args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        data = super().from_db_value(value, expression, connection)
        # A query for a part (`name__fr__body`) gives that part.
        if data is None or isinstance(expression, KeyTransform):
            return data
        return MultilingualText.from_json(data)

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, MultilingualText):
            return value
        try:
            return MultilingualText.from_json(value)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, Mapping):
            value = self.to_python(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return value.as_json() if isinstance(value, MultilingualText) else value

    def value_to_string(self, obj: models.Model) -> Any:
        # Like JSONField: the plain types, which the serializer writes out.
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if value is None:
            if not self.null:
                raise ValidationError(self.error_messages["null"], code="null")
            return
        if not value:
            if not self.blank:
                raise ValidationError(self.error_messages["blank"], code="blank")
            return
        originals = [text for text in value.texts if text.origin == Origin.ORIGINAL]
        if len(originals) != 1:
            raise ValidationError(self.error_messages["no_original"], code="no_original")
        offered = content_languages()
        for text in value.texts:
            from_elsewhere = text in originals and is_known_to_django(text.language)
            if text.language not in offered and not from_elsewhere:
                raise ValidationError(
                    self.error_messages["unknown_language"],
                    code="unknown_language",
                    params={"language": text.language},
                )
            if not is_storable(text.body):
                raise ValidationError(self.error_messages["unstorable"], code="unstorable")
            if self.max_length and len(text.body) > self.max_length:
                raise too_long(text, self.max_length)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return models.Field.formfield(
            self,
            **{
                "form_class": MultilingualFormField,
                "multiline": self.multiline,
                "max_length": self.max_length,
                # What was loaded goes with the widget, language by language.
                "show_hidden_initial": False,
                **kwargs,
            },
        )

    def save_form_data(self, instance: models.Model, data: Any) -> None:
        """For model forms, which put their cleaned value onto the instance they were given."""
        if isinstance(data, MultilingualEdit):
            data.write_to(instance, self.name)
        else:
            super().save_form_data(instance, data)
