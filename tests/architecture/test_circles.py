"""No two modules import each other, neither at once nor by way of others, imports inside functions included."""

from __future__ import annotations

import grimp


def circle_in(graph: grimp.ImportGraph) -> list[str]:
    """The modules of one circle of imports, in order and its first one again at the end; empty where there is none."""
    for module in sorted(graph.modules):
        for imported in sorted(graph.find_modules_directly_imported_by(module)):
            if back := graph.find_shortest_chain(importer=imported, imported=module):
                return [module, *back]
    return []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle_in(grimp.build_graph("lswtui", exclude_type_checking_imports=True)) == []


def test_a_circle_is_found() -> None:
    graph = grimp.ImportGraph()
    for importer, imported in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")):
        graph.add_import(importer=importer, imported=imported)
    assert circle_in(graph) == ["a", "b", "c", "a"]
