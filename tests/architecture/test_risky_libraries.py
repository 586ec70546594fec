"""A library that has surprised others is used in one place, where its surprises are known."""

import ast

import pytest

from .source import modules, tree

# Library: the modules that may import it.
PLACES = {
    "nh3": {"sites/protection/sanitise.py"},
    "bleach": {"sites/protection/sanitise.py"},
    "axes": {"sites/protection/lockout.py"},
    "willow": {"sites/media/fields.py"},
    "csp": {"sites/delivery/headers.py", "portal/settings/base.py"},
    "pypdf": {"sites/protection/pdf.py"},
    "opencc": {"sites/delivery/traditional/convert.py", "search/text/fold.py"},
    "rjieba": {"search/text/words.py"},
    "pypinyin": {"search/text/sound.py"},
    # They speak with OpenSearch only through what is written there.
    "elasticsearch": {"search/cluster/"},
    "elastic_transport": {"search/cluster/"},
    "elasticsearch_dsl": {"search/cluster/"},
    "ahocorasick": {"sites/editorial/rules/vocabulary.py"},
    # The sample municipality draws its own pictures.
    "PIL": {"sites/protection/pictures.py", "portal/demo/"},
}
NOWHERE = {"pickle", "marshal", "shelve"}


def imports(code: ast.Module) -> set[str]:
    """The top-level names of everything a module imports, wherever in it."""
    names = set()
    for node in ast.walk(code):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("library", PLACES)
def test_a_risky_library_is_imported_only_where_its_risks_are_known(library):
    strangers = [
        str(module)
        for module in modules()
        if library in imports(tree(module))
        and not any(str(module).startswith(place) for place in PLACES[library])
    ]
    assert strangers == []


@pytest.mark.parametrize("library", PLACES)
def test_the_place_that_may_import_it_does(library):
    assert any(
        library in imports(tree(module))
        for module in modules()
        if any(str(module).startswith(place) for place in PLACES[library])
    )


def test_nothing_that_runs_what_it_reads_is_imported():
    guilty = {str(module): NOWHERE & imports(tree(module)) for module in modules()}
    assert not {module: names for module, names in guilty.items() if names}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import nh3", {"nh3"}),
        ("def f():\n    from bleach.sanitizer import Cleaner", {"bleach"}),
        ("import os.path as nh3", {"os"}),
        ("from . import bleach", set()),
        ("from .bleach import x", set()),
    ],
)
def test_the_rule_sees_every_form_of_import(code, found):
    assert imports(ast.parse(code)) == found
