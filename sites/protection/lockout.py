"""The answer to a sign-in that is locked after too many failures (django-axes)."""

from django.shortcuts import render


def locked_out(request, credentials, *args, **kwargs):
    return render(request, "wagtailadmin/locked_out.html", status=429)
