"""The product's pages, and the ones only the bench opens."""

from django.urls import include, path

from bench import views

urlpatterns = [
    path("bench/empty/", views.empty, name="bench_empty"),
    path("bench/<slug:code>/cold/", views.cold, name="bench_cold"),
    path("", include("config.urls")),
]
