"""What the authorities app gives to Wagtail's admin."""

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from authorities.deletion_guard import refuse_bulk_deletion, refuse_deletion
from authorities.guide import views as guide_views
from authorities.library.serving import hold_back
from authorities.pages import actions, bulk, menus
from authorities.pages.views import OurPageViewSet
from authorities.people import wagtail_users
from authorities.people.page_work import page_work
from authorities.people.views import PeopleMenuItem
from authorities.scope import own_pages
from authorities.sign_in import account

hooks.register("construct_page_chooser_queryset", own_pages)
hooks.register("before_delete_page", refuse_deletion)
hooks.register("before_bulk_action", refuse_bulk_deletion)
hooks.register("before_bulk_action", bulk.publish_what_is_ready)
hooks.register("construct_page_action_menu", actions.approve_or_publish)
hooks.register("construct_main_menu", menus.by_the_work)
# After the apps that add theirs.
hooks.register("construct_homepage_summary_items", menus.leave_out_counts, order=1000)
hooks.register("construct_reports_menu", menus.leave_out_counts_of_all)
hooks.register("construct_help_menu", menus.leave_out_wagtails_guide)
hooks.register("before_serve_document", hold_back)
hooks.register("register_account_menu_item", account.menu_item)
hooks.register("open_work", page_work)
hooks.register("after_create_user", wagtail_users.invite_new_user)
hooks.register("before_edit_user", wagtail_users.before_edit)
hooks.register("after_edit_user", wagtail_users.after_edit)
hooks.register("before_bulk_action", wagtail_users.before_bulk)
hooks.register("after_bulk_action", wagtail_users.after_bulk)


@hooks.register("register_admin_viewset", order=100)
def page_viewset() -> OurPageViewSet:
    """Show pages of every type our way. After Wagtail's own, which it takes the place of."""
    return OurPageViewSet()


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    """Add the addresses at which people see to how they sign in, and administrators to people."""
    return [
        path("guide/", guide_views.help_here, name="help_here"),
        path("guide/<slug:name>/", guide_views.guide, name="guide"),
        path("people/", include("authorities.people.urls")),
        path("signing-in/", account.signing_in, name="signing_in"),
        path("signing-in/address/", account.change_address, name="change_address"),
        path("signing-in/password/", account.change_password, name="change_password"),
        path("signing-in/recovery-codes/", account.renew_codes, name="renew_recovery_codes"),
        path("signing-in/passkeys/", account.keep_passkey, name="add_passkey"),
        path("signing-in/passkeys/<int:key>/", account.drop_passkey, name="remove_passkey"),
        path("signing-in/sessions/", account.end_others, name="end_sessions"),
    ]


@hooks.register("insert_editor_js")
def editor_scripts() -> str:
    """Let saves wait for one another, and open the list of what publishing needs."""
    return format_html_join(
        "",
        '<script src="{}" type="module"></script>',
        ((static(f"js/{name}.js"),) for name in ("page-saving", "page-status")),
    )


@hooks.register("insert_global_admin_css")
def look() -> str:
    """Give every screen of the admin tags and bars."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-look.css"))


@hooks.register("register_help_menu_item")
def guide_menu_item() -> MenuItem:
    """Lead to our guide, at the place about the screen that one is on."""
    return MenuItem(_("Guide"), reverse("help_here"), name="guide", icon_name="help", order=100)


@hooks.register("register_admin_menu_item")
def people_menu_item():
    """Add the people to the menu of who sees to them."""
    return PeopleMenuItem(_("People"), reverse("people"), icon_name="group", order=900)
