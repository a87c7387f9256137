"""The shell's own staff pages."""

from django.urls import path

from ohlas.site import views
from ohlas.site.search import views as found
from ohlas.site.system import views as system

app_name = "site"
urlpatterns = [
    path("search/", found.search, name="search"),
    path("sample/", views.sample, name="sample"),
    path("leave-sample/", views.leave_sample, name="leave_sample"),
    path("system/deliveries/", system.deliveries, name="health"),
    path("system/deliveries/<uuid:delivery_id>/retry/", system.retry_delivery, name="retry_delivery"),
    path("system/deliveries/<uuid:delivery_id>/discard/", system.discard_delivery, name="discard_delivery"),
]
