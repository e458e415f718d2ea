"""Snippets of one authority: its staff alone list, choose, change and delete them."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.views import View
from wagtail.admin.views.generic.chooser import BaseChooseView
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from authorities.models import Owned
from authorities.permissions import authorities_of
from authorities.scope import staff_authority


class OwnedPermissionPolicy(ModelPermissionPolicy):
    """The group's permission for the model, for what its authorities own alone.

    What is in `never` nobody may do, not even a superuser.
    """

    def __init__(self, model: type[Owned], never: frozenset[str] = frozenset()) -> None:
        super().__init__(model)
        self.never = never

    def user_has_permission(self, user, action) -> bool:
        """Return whether the person may do this to any."""
        return action not in self.never and super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        """Return whether the person may do this to what one of their authorities owns."""
        return self.user_has_permission(user, action) and any(
            authority.pk == instance.authority_id for authority in authorities_of(user)
        )

    def user_has_any_permission_for_instance(self, user, actions, instance) -> bool:
        """Return whether the person may do any of these to the instance."""
        return any(
            self.user_has_permission_for_instance(user, action, instance) for action in actions
        )

    def instances_user_has_any_permission_for(self, user, actions) -> QuerySet:
        """Return what the person may do any of these to."""
        found = super().instances_user_has_any_permission_for(user, actions)
        return found.filter(authority__in=authorities_of(user))


class OwnedViewMixin(View):
    """Answers 404 to a key of another authority's."""

    model: type[Owned]

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        """Check the key in the address before the view looks at it."""
        if "pk" in kwargs:
            mine = self.model.objects.for_authority(staff_authority(request))
            if not mine.filter(pk=unquote(str(kwargs["pk"]))).exists():
                raise Http404
        return super().dispatch(request, *args, **kwargs)


class OwnedCreateView(CreateView):
    """Gives what is made to the authority of who makes it."""

    def get_initial_form_instance(self) -> Owned:
        """Return a new instance of the authority's."""
        return self.model(authority=staff_authority(self.request))


class ForItsPeople(View):
    """Refuses who has nothing to do with the model: a chooser would list it to everybody."""

    model_class: type[Owned]

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        """Check the person before the view answers."""
        policy = policy_registry.get_by_type(self.model_class)
        if not policy.user_has_any_permission(request.user, ("add", "change", "delete", "view")):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class OwnedChooserMixin(ForItsPeople, BaseChooseView):
    """Offers the authority's own in a chooser."""

    def get_object_list(self) -> QuerySet:
        """Return what this person may choose."""
        return super().get_object_list().for_authority(staff_authority(self.request))


class OwnedChooseView(OwnedChooserMixin, ChooseView):
    """The chooser's window."""


class OwnedChooseResultsView(OwnedChooserMixin, ChooseResultsView):
    """The chooser's list."""


class OwnedChosenView(ForItsPeople, SnippetChosenView):
    """What was chosen."""

    def get_object(self, pk: str) -> Owned:
        """Return the chosen one; raise `DoesNotExist` for another authority's."""
        return self.model_class.objects.for_authority(staff_authority(self.request)).get(pk=pk)


class OwnedChosenMultipleView(ForItsPeople, SnippetChosenMultipleView):
    """What was chosen, several at once."""

    def get_objects(self, pks) -> QuerySet:
        """Return the chosen ones that are the authority's."""
        return super().get_objects(pks).for_authority(staff_authority(self.request))


class NothingCreatedView(SnippetCreateView):
    """A chooser makes nothing: what it made would belong to no authority."""

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        """Raise `Http404`."""
        raise Http404


class OwnedChooserViewSet(SnippetChooserViewSet):
    """The chooser of something owned."""

    choose_view_class = OwnedChooseView
    choose_results_view_class = OwnedChooseResultsView
    chosen_view_class = OwnedChosenView
    chosen_multiple_view_class = OwnedChosenMultipleView
    create_view_class = NothingCreatedView


class OwnedViewSet(SnippetViewSet):
    """The admin's pages for a model that is `Owned`."""

    add_view_class = OwnedCreateView
    chooser_viewset_class = OwnedChooserViewSet
    add_to_admin_menu = False
    # What nobody may do.
    never: frozenset[str] = frozenset()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return what the list shows."""
        return self.model.objects.for_authority(staff_authority(request))

    def construct_view(self, view_class, **kwargs):
        """Put the check of the key before each view."""
        scoped = type(view_class.__name__, (OwnedViewMixin, view_class), {})
        return super().construct_view(scoped, **kwargs)


def register_owned(viewset: type[OwnedViewSet]) -> None:
    """Register the snippet with its pages and its permission policy."""
    register_permission_policy(viewset.model, OwnedPermissionPolicy(viewset.model, viewset.never))
    register_snippet(viewset)
