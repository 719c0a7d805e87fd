"""What a scenario file may hold at one of its keys, in words, read off the schema."""

from __future__ import annotations

from sim.core.errors import listed
from sim.scenario.field_types import LONGEST_NAME, LONGEST_TEXT, SHOWABLE
from sim.scenario.schema import Schema, complete
from sim.scenario.yaml_nodes import Keys

WRITTEN = {"date": "a day written YYYY-MM-DD", "weeks": "a number of weeks from 1 to 1000, as in `4 weeks`"}
"""How values of a format are written."""


def schema_at(path: Keys) -> Schema:
    """What is allowed at a path; {} where the path leads to no known key."""
    schema = complete()
    for step in path:
        schema = _step(_resolved(schema), step)
    return _resolved(schema)


def _resolved(schema: Schema) -> Schema:
    if "oneOf" in schema:
        return {"anyOf": schema["oneOf"]}
    if "anyOf" in schema:
        kinds = [kind for kind in schema["anyOf"] if kind != {"type": "null"}]
        return _resolved(kinds[0]) if len(kinds) == 1 else {"anyOf": kinds}
    return complete()["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _step(schema: Schema, step: str | int) -> Schema:
    if "anyOf" in schema:  # one thing, or a list of steps; a plain value, or a mapping
        kinds = [
            kind for kind in map(_resolved, schema["anyOf"]) if ("items" in kind) == isinstance(step, int)
        ]
        return next((found for kind in kinds if (found := _step(kind, step))), Schema())
    if isinstance(step, int):
        several: list[Schema] = schema.get("prefixItems", [])
        return several[step] if step < len(several) else schema.get("items", {})
    if step in schema.get("properties", {}):
        return schema["properties"][step]
    entries: list[Schema] = [*schema.get("patternProperties", {}).values()]
    return entries[0] if entries else schema.get("additionalProperties") or {}


def words_at(path: Keys) -> list[str]:
    """The words allowed as a value."""
    return _words(schema_at(path))


def _words(schema: Schema) -> list[str]:
    if "anyOf" in schema:
        return [word for kind in schema["anyOf"] for word in _words(_resolved(kind))]
    return [schema["const"]] if "const" in schema else schema.get("enum", [])


def keys_at(path: Keys) -> list[str]:
    """The keys allowed in a mapping; none when they are free to choose."""
    schema = schema_at(path)
    kinds = [_resolved(kind) for kind in schema.get("anyOf", [schema])]
    schema = next((kind for kind in kinds if "properties" in kind), schema)
    return [*schema.get("properties", {})] or schema.get("propertyNames", {}).get("enum", [])


def allowed(schema: Schema, word: object = "") -> str:
    """In words, what a schema allows; of many words those nearest to `word`."""
    if "anyOf" in schema:
        return " or ".join(_mapping(_resolved(kind)) or allowed(_resolved(kind)) for kind in schema["anyOf"])
    if _words(schema):
        return listed(_words(schema), word)
    if schema.get("type") == "array":
        several = schema.get("prefixItems", [])
        if several:
            return f"[{', '.join(allowed(each) for each in several)}]"
        keys = _resolved(schema["items"]).get("properties")
        return f"a list of mappings with {listed(keys)}" if keys else f"a list of {allowed(schema['items'])}"
    if schema.get("format") in WRITTEN:
        return WRITTEN[schema["format"]]
    return _plainly(schema)


def _mapping(schema: Schema) -> str:
    """The keys of a mapping that may stand in place of a plain value."""
    return f"{{{', '.join(schema['properties'])}}}" if "properties" in schema else ""


def _plainly(schema: Schema) -> str:
    kinds = {"number": "a number", "integer": "a whole number", "boolean": "true or false", "string": "text"}
    words = kinds.get(schema.get("type", ""), "a mapping")
    if "minimum" in schema:
        if "maximum" not in schema:
            return f"{words}, {schema['minimum']:.12g} or more"
        return f"{words} from {schema['minimum']:,} to {schema['maximum']:,}"
    if schema.get("pattern") == SHOWABLE:
        return f"text of up to {LONGEST_TEXT:,} letters, without control characters"
    if "pattern" in schema:
        others = "spaces . _ -" if " " in schema["pattern"] else "_, a letter first"
        return f"up to {LONGEST_NAME} letters a to z, digits and {others}"
    return words
