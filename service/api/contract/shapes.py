"""The JSON Schemas of the wire, made of the marshmallow schemas that read and write it."""

from __future__ import annotations

from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from service.api.contract.parts import catalogue

__all__ = ["Shapes"]


class Shapes:
    """Every schema an operation names, once, under the name of its class."""

    def __init__(self) -> None:
        self._names: dict[str, type[Schema]] = {}
        self._plugin = MarshmallowPlugin(schema_name_resolver=self._name)
        self._spec = APISpec("", "", "3.1.0", plugins=[self._plugin])

    def of(self, schema: type[Schema]) -> dict[str, Any]:
        """A reference to the schema, which from now on is among the components."""
        found: dict[str, Any] = self._plugin.converter.resolve_nested_schema(schema)  # type: ignore[union-attr]
        return found

    def parameters(self, schema: type[Schema]) -> list[dict[str, Any]]:
        """The fields of a query, each as a parameter."""
        made = schema()
        found: list[dict[str, Any]] = self._plugin.converter.schema2parameters(  # type: ignore[union-attr]
            made, location="query"
        )
        return sorted((_tidy(parameter) for parameter in found), key=lambda p: str(p["name"]))

    def components(self) -> dict[str, Any]:
        """All of them by name, tidied."""
        schemas = self._spec.to_dict()["components"]["schemas"]
        found = {name: _tidy(schemas[name]) for name in sorted(schemas)}
        slugs = [f"/problems/{entry['slug']}" for entry in catalogue()]
        found["Problem"]["properties"]["type"]["enum"] = slugs
        for name, schema in found.items():
            doc = (self._names[name].__doc__ or "").strip().partition("\n\n")[0]
            if doc:
                schema["description"] = " ".join(doc.split())
        return found

    def _name(self, schema: Any) -> str:
        """The class's own name; of two classes with one name the second by its module as well."""
        kind: type[Schema] = schema if isinstance(schema, type) else type(schema)
        bare = kind.__name__.lstrip("_").removesuffix("View")
        if self._names.setdefault(bare, kind) is kind:
            return bare
        module = kind.__module__.rpartition(".")[2].title().replace("_", "")
        if self._names.setdefault(f"{module}{bare}", kind) is not kind:
            raise RuntimeError(f"two schemas are named {module}{bare}")
        return f"{module}{bare}"


def _tidy(part: Any) -> Any:
    """A type named twice is not JSON Schema; closed objects stay closed where a text describes them."""
    if isinstance(part, list):
        return [_tidy(item) for item in part]
    if not isinstance(part, dict):
        return part
    made = {key: _tidy(value) for key, value in part.items()}
    if isinstance(made.get("type"), list):
        made["type"] = list(dict.fromkeys(made["type"]))
    if "properties" in made and made.get("type") == "object":
        made.setdefault("additionalProperties", False)
    return made
