"""Shows every component and every page template with sample data, so the look can be judged and tested."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from . import design_components, design_pages


def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, and links to the page templates."""
    context = design_components.context()
    context["samples"] = [(name, sample.title) for name, sample in design_pages.SAMPLES.items()]
    return render(request, "design/components.html", context)


def sample(request: HttpRequest, name: str) -> HttpResponse:
    """One page template with a sample context, by its name in design_pages.SAMPLES."""
    if name not in design_pages.SAMPLES:
        raise Http404(name)
    chosen = design_pages.SAMPLES[name]
    return render(request, chosen.template, chosen.context())
