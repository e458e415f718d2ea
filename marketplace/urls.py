"""Every address of an installation."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from authorities.people.joining_views import join
from home import crawling
from marketplace import views
from marketplace.health import views as health

handler404 = "marketplace.views.not_found"
handler500 = "marketplace.outages.answer.server_error"

urlpatterns = [
    path("health/", health.ready, name="health"),
    path("health/ready", health.ready, name="health_ready"),
    path("health/live", health.live, name="health_live"),
    path("", include("authorities.urls")),
    path("account/", include("businesses.urls")),
    path("applications/", include("applications.portal.urls")),
    path("assessing/", include("applications.assessment.urls")),
    path("assessing/", include("applications.record.urls")),
    path("search/", include("home.urls")),
    path("search/", include("search.urls")),
    # Wagtail's report counts every authority's pages, whoever asks.
    path("admin/reports/page-types-usage/", views.not_here),
    path("admin/reports/page-types-usage/results/", views.not_here),
    path("admin/", include("authorities.sign_in.urls")),
    # Wagtail's own rehearsal of a fault would fill the log at anybody's wish.
    path("admin/failwhale/", views.not_here),
    path("admin/invitation/<str:token>/", join, name="invitation"),
    path("admin/", include(wagtailadmin_urls)),
    # Wagtail's other door: it knows no limit and no second factor.
    path("_util/login/", views.not_here),
    path("documents/", include(wagtaildocs_urls)),
    path("robots.txt", crawling.robots_txt, name="robots_txt"),
    path("sitemap.xml", crawling.sitemap, name="sitemap"),
    path("sitemap-<section>.xml", crawling.sitemap_part, name="sitemap_part"),
]
if settings.DEBUG:
    urlpatterns += [path("mail/", include("marketplace.mailbox"))]
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
urlpatterns += [path("", include("challenges.urls")), path("", include(wagtail_urls))]
