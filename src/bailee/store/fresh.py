"""The tables of a new store, made at once, as all migrations one after the other would leave them.

Django makes all models anew for most of some hundred steps: 24 migrations of an empty store took five seconds, and this
takes a tenth of one. A test compares what both ways come to, on both databases; a migration with a step that is neither a
change of models nor a `Rule` is left to Django, with all others.
"""

from __future__ import annotations

from typing import Any

APP = "store"


def lay(executor: Any) -> bool:
    """Make our tables and note every migration of ours as applied; False where there are tables, or where Django has to do it."""
    from bailee.store.rules import Rule

    loader, connection = executor.loader, executor.connection
    if any(app == APP for app, _ in loader.applied_migrations):
        return False
    ours = [loader.graph.nodes[key] for key in _in_order(loader.graph)]
    steps = [step for migration in ours for step in migration.operations]
    if any(type(step).__name__ in ("RunPython", "RunSQL", "SeparateDatabaseAndState") for step in steps):
        return False
    models = loader.project_state([(APP, ours[-1].name)]).apps.get_app_config(APP).get_models()
    executor.recorder.ensure_schema()
    with connection.schema_editor(atomic=True) as editor:
        for model in models:
            editor.create_model(model)
        for step in steps:
            if isinstance(step, Rule) and not step.moves_rows:
                step.lay(editor)
        for migration in ours:
            executor.recorder.record_applied(APP, migration.name)
    return True


def _in_order(graph: Any) -> list[tuple[str, str]]:
    """Keys of our migrations, each after those that it builds on."""
    (last,) = graph.leaf_nodes(APP)
    return [key for key in graph.forwards_plan(last) if key[0] == APP]
