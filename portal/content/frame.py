"""What surrounds the content of every page: masthead, navigation, footer."""


def frame(request):
    return {}
