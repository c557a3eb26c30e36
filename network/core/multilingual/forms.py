"""The form field, and its widget: one input for each language, tabs where there is JavaScript."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from .edits import MultilingualEdit, about_language, conflict, too_long
from .texts import (
    LanguageText,
    MultilingualText,
    Origin,
    direction_of,
    has_letters,
    is_storable,
    languages_for_reader,
    name_of_language,
)

_LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
# What turns the order of letters round, where a line of somebody else's stands beside it.
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Nothing that people type: but a page break, say, comes along from another program.
_OTHER_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")


def _tidy(body: str, *, multiline: bool) -> str:
    """A body as a form takes it. What must be refused is still there."""
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    body = _OTHER_CONTROLS.sub("\n" if multiline else " ", body)
    if not multiline:
        body = _BIDI_CONTROLS.sub("", body)
    # What must be refused is refused for what it is.
    return body.strip() if has_letters(body) or not is_storable(body) else ""


def _in_form(body: str, *, multiline: bool) -> str:
    """A stored body as its input shows it, and as it comes back when nobody touches it."""
    body = _tidy(body, multiline=multiline)
    return body if multiline else body.replace("\n", " ")


@dataclass(frozen=True)
class PostedText:
    """What a browser sent of one text, and the text as it stands `current`ly.

    `bodies` by language, `loaded` the versions that the form was filled with, `confirmed` the
    languages whose box was ticked.
    """

    bodies: Mapping[str, str]
    loaded: Mapping[str, str] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()
    multiline: bool = False
    current: MultilingualText = field(default_factory=MultilingualText)

    def edit(self) -> MultilingualEdit:
        """What was changed: where a body is the one that was loaded, nothing."""
        changed = {code: body for code, body in self.bodies.items() if self._is_changed(code, body)}
        return MultilingualEdit(changed, self.loaded, self.confirmed)

    def _is_changed(self, code: str, body: str) -> bool:
        loaded, now = self.loaded.get(code, ""), self.current.get(code)
        if loaded == self.current.version(code):
            return body != (_in_form(now.body, multiline=self.multiline) if now else "")
        return LanguageText(code, body, Origin.ORIGINAL).version != loaded

    def result(self) -> dict[str, str]:
        """Every language's body, would this be saved."""
        now = {text.language: text.body for text in self.current.texts}
        return {**now, **self.edit().bodies}


class MultilingualWidget(forms.Widget):
    """One input a language, each with its version; of several lines if `multiline`.

    Its value is a `MultilingualText`, or what was posted.
    """

    template_name = "network/widgets/multilingual.html"
    use_fieldset = True

    class Media:
        css = {"all": ["network/css/multilingual.css"]}
        js = [forms.Script("network/js/multilingual.js", type="module")]

    def __init__(
        self, attrs: Any = None, *, multiline: bool = False, max_length: int | None = None
    ) -> None:
        super().__init__(attrs)
        self.multiline = multiline
        self.max_length = max_length

    def id_for_label(self, id_: str) -> str:
        # A group has no input that a label could name; each input has its own.
        return ""

    def use_required_attribute(self, initial: Any) -> bool:
        # One language is enough, and it may be any.
        return False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> PostedText:
        codes = [*languages_for_reader(), *_others_posted(data, name)]
        bodies = {code: data.get(f"{name}_{code}") for code in dict.fromkeys(codes)}
        bodies = {code: body for code, body in bodies.items() if body is not None}
        return PostedText(
            bodies={c: _tidy(body, multiline=self.multiline) for c, body in bodies.items()},
            loaded={code: data.get(f"{name}_{code}_loaded", "") for code in bodies},
            confirmed=frozenset(code for code in bodies if data.get(f"{name}_{code}_right")),
            multiline=self.multiline,
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not self.value_from_datadict(data, files, name).bodies

    def problems(self, posted: PostedText) -> dict[str, list[ValidationError]]:
        """What is wrong with what was written, by language."""
        edit = posted.edit()
        found: dict[str, list[ValidationError]] = {code: [] for code in edit.bodies}
        for code in edit.conflicts_with(posted.current):
            found[code].append(conflict(code))
        for code, body in edit.bodies.items():
            if not is_storable(body):
                message = _("The text holds characters that cannot be stored.")
                found[code].append(about_language(code, message, "unstorable"))
            if not self.multiline and "\n" in body:
                message = _("This text has one line only.")
                found[code].append(about_language(code, message, "newline"))
            if self.max_length and len(body) > self.max_length:
                text = LanguageText(code, body, Origin.ORIGINAL)
                found[code].append(too_long(text, self.max_length))
        return {code: problems for code, problems in found.items() if problems}

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        attrs = context["widget"]["attrs"]
        posted = value if isinstance(value, PostedText) else None
        text = posted.current if posted else value or MultilingualText()
        edit = posted.edit() if posted else MultilingualEdit()
        problems = self.problems(posted) if posted else {}
        codes = [*languages_for_reader(), *(side.language for side in text.texts), *edit.bodies]
        offered = languages_for_reader()
        context["widget"] |= {
            "others": " ".join(code for code in dict.fromkeys(codes) if code not in offered),
            "id": attrs.get("id", f"id_{name}"),
            "label": attrs.get("aria-label"),
            "described_by": attrs.get("aria-describedby", ""),
            "multiline": self.multiline,
            "max_length": self.max_length,
            "sides": [
                self._side(code, text, edit)
                | {
                    "name": f"{name}_{code}",
                    "is_theirs_shown": posted and code in edit.conflicts_with(text),
                    # What is wrong with the text as a whole is so in every language.
                    "is_invalid": code in problems or (attrs.get("aria-invalid") and not problems),
                }
                for code in dict.fromkeys(codes)
            ],
        }
        return context

    def _side(self, code: str, text: MultilingualText, edit: MultilingualEdit) -> dict[str, Any]:
        now = text.get(code)
        shown = _in_form(now.body, multiline=self.multiline) if now else ""
        # As a page cannot hold it, what is refused is all that is not given back.
        body = _UNSTORABLE.sub("", edit.bodies[code]) if code in edit.bodies else shown
        is_machine = now is not None and now.origin == Origin.MACHINE
        # Alone, a text is what it is; a machine's always says so.
        says_origin = now is not None and (len(text.texts) > 1 or is_machine)
        return {
            "language": code,
            "label": name_of_language(code),
            "dir": direction_of(code),
            "body": body,
            "theirs": now.body if now else "",
            "loaded": text.version(code),
            "origin": now.origin.label if now and says_origin else "",
            "is_machine": is_machine,
            "is_original": now is not None and now == text.original,
            "is_stale": now is not None and now.is_stale,
            "is_confirmed": code in edit.confirmed,
        }

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        # The project's templates, for a site may have its own: form renderers know Django's alone.
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


def _others_posted(data: Any, name: str) -> list[str]:
    """Languages of a text that the site does not write in, which its form shows all the same."""
    posted = data.get(f"{name}_others", "").split()
    return [code for code in posted[:20] if _LANGUAGE_CODE.fullmatch(code)]


class MultilingualBoundField(BoundField):
    """Knows the text as it stands now, beside what was sent."""

    @property
    def data(self) -> Any:
        posted = super().data
        current = self.initial
        if isinstance(posted, PostedText) and isinstance(current, MultilingualText):
            return replace(posted, current=current)
        return posted

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> Any:
        attrs = {"aria-label": str(self.label), **super().build_widget_attrs(attrs, widget)}
        if self.errors:
            attrs["aria-invalid"] = "true"
        return attrs


class MultilingualFormField(forms.Field):
    """A text in the languages of the site; its cleaned value is a `MultilingualEdit`.

    `required` asks for one language, whichever. The initial value is the text as the database has
    it at this request: a language that somebody else changed since the form was opened, and that
    was changed here too, is an error.
    """

    widget: Any = MultilingualWidget
    default_error_messages = {"required": _("Write this text in one language at least.")}
    # For forms that compare what was loaded for other fields: this one does it by itself.
    compares_versions = True

    def __init__(
        self, *, multiline: bool = False, max_length: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.widget.multiline = self.widget.multiline or multiline
        self.widget.max_length = self.widget.max_length or max_length

    def get_bound_field(self, form: Any, field_name: str) -> MultilingualBoundField:
        return MultilingualBoundField(form, self, field_name)

    def clean(self, value: Any) -> MultilingualEdit:
        if not isinstance(value, PostedText):
            # A disabled field has its initial value: nothing was changed.
            return MultilingualEdit()
        if problems := self.widget.problems(value):
            raise ValidationError([error for errors in problems.values() for error in errors])
        if self.required and not any(body.strip() for body in value.result().values()):
            raise ValidationError(self.error_messages["required"], code="required")
        return value.edit()

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and isinstance(data, PostedText) and bool(data.edit())
