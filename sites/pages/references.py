"""What an edit form points at: pages, images and documents, in choosers, blocks and rich text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Field, Model
from django.forms import BaseForm, ModelForm
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

# A kind of thing (see sites.registry.admin_scope) and its primary key.
Reference = tuple[str, str]


def stored(instance: Model) -> set[Reference]:
    """What `instance` points at as it stands."""
    return in_fields(instance, (field for field in instance._meta.get_fields() if field.concrete))


def in_fields(instance: Model, fields: Iterable[Field]) -> set[Reference]:
    """What these fields of `instance` point at."""
    found: set[Reference] = set()
    for field in fields:
        found.update(_references(field, field.value_from_object(instance)))
    return found


def submitted(form: ModelForm) -> dict[str, set[Reference]]:
    """What the data sent with `form` points at, by field; whether or not the data are otherwise right.

    A form with errors is shown again with the titles of all it points at.
    """
    found: dict[str, set[Reference]] = {}
    for part in _parts(form):
        for name, form_field in part.fields.items():
            model_field = _model_field(part, name)
            if model_field is None:
                continue
            value = form_field.widget.value_from_datadict(part.data, part.files, part.add_prefix(name))
            found.setdefault(name if part is form else "", set()).update(_references(model_field, value))
    return found


def _parts(form: ModelForm) -> Iterator[ModelForm]:
    """The form and those of the child objects edited with it."""
    yield form
    for formset in getattr(form, "formsets", {}).values():
        for child in formset.forms:
            yield from _parts(child)


def _model_field(form: BaseForm, name: str):
    fields = {field.name: field for field in form._meta.model._meta.get_fields() if field.concrete}
    return fields.get(name)


def _references(field, value) -> Iterator[Reference]:
    if value in (None, ""):
        return
    if hasattr(field, "extract_references"):
        for model, key, _model_path, _content_path in field.extract_references(value):
            if kind := _kind(model):
                yield kind, str(key)
    elif field.many_to_one and not field.remote_field.parent_link and (kind := _kind(field.related_model)):
        yield kind, str(value)


def _kind(model: type[Model]) -> str:
    kinds = {"page": Page, "image": get_image_model(), "document": get_document_model()}
    return next((kind for kind, base in kinds.items() if issubclass(model, base)), "")
