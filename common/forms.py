"""Forms over owned rows: choices are the user's own, and unique rules that include the owner are checked."""

from typing import Any, TypeVar

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser

from common.ownership import OwnedModel, OwnedQuerySet

M = TypeVar("M", bound=OwnedModel)


def narrow_choices(form: forms.BaseForm, user: AbstractBaseUser) -> None:
    """Keep only ``user``'s rows in every model-choice field of ``form``."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField) and isinstance(field.queryset, OwnedQuerySet):
            field.queryset = field.queryset.owned_by(user)


class OwnedForm(forms.Form):
    """A plain form for ``user``: its choices are theirs, and crispy leaves the ``<form>`` tag to the template."""

    def __init__(self, *args: Any, user: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        narrow_choices(self, user)


class OwnedModelForm(forms.ModelForm[M]):
    """A model form for ``user``; a new row gets them as its owner before validation, so constraints can see it."""

    def __init__(self, *args: Any, user: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        narrow_choices(self, user)
        if self.instance.pk is None and self._meta.model.owner_path == "owner":
            setattr(self.instance, self._meta.model.owner_path, user)

    def _get_validation_exclusions(self) -> set[str]:
        """Let the owner, and keys the model derives in ``clean()``, take part in unique checks."""
        exclude: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclude - {"owner"} - set(getattr(self._meta.model, "derived_fields", ()))
