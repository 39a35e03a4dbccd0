"""Every address of the product, read from the resolver itself."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

WRITING = ("POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Address:
    """One route: its pattern from the root, its name with namespace, its methods.

    `parameters` maps each name in the pattern to the kind that it converts to.
    """

    pattern: str
    name: str
    methods: tuple[str, ...]
    parameters: dict[str, str]


def addresses() -> list[Address]:
    """Every route, in the order in which the resolver tries them."""
    return list(_walk(get_resolver(), prefix="/", spaces=(), kinds={}))


def _walk(
    resolver: URLResolver,
    *,
    prefix: str,
    spaces: tuple[str, ...],
    kinds: dict[str, str],
) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        known = {**kinds, **_kinds(entry)}
        if isinstance(entry, URLResolver):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from _walk(entry, prefix=pattern, spaces=inner, kinds=known)
        else:
            name = ":".join((*spaces, entry.name or pattern))
            yield Address(pattern, name, methods_of(entry.callback), known)


def _kinds(entry: URLPattern | URLResolver) -> dict[str, str]:
    pattern = entry.pattern
    if not isinstance(pattern, RoutePattern):
        return dict.fromkeys(pattern.regex.groupindex, "regex")
    return {
        name: type(converter).__name__.removesuffix("Converter").lower()
        for name, converter in pattern.converters.items()
    }


def methods_of(view: Callable[..., Any]) -> tuple[str, ...]:
    """What a view answers: as declared, else GET and whatever its code reads."""
    operations = _operations(view)
    if operations:
        return tuple(sorted({m for o in operations for m in o.methods}))
    view_class = getattr(view, "view_class", None)
    if view_class is not None:
        allowed = [m.upper() for m in view_class.http_method_names]
        return tuple(m for m in ("GET", *WRITING) if _has(view_class, m, allowed))
    declared = _declared(view)
    if declared:
        return tuple(m for m in declared if m not in {"HEAD", "OPTIONS"})
    code = getattr(inspect.unwrap(view), "__code__", None)
    words = {*code.co_names, *code.co_consts} if code else set()
    return ("GET", "POST") if "POST" in words else ("GET",)


def _has(view_class: type, method: str, allowed: list[str]) -> bool:
    return method in allowed and hasattr(view_class, method.lower())


def _declared(view: Callable[..., Any]) -> list[str]:
    """The list given to `require_http_methods`, wherever in the wrapping it is."""
    step: Any = view
    while step is not None:
        if inspect.isfunction(step):
            nonlocals = inspect.getclosurevars(step).nonlocals
            if "request_method_list" in nonlocals:
                return list(nonlocals["request_method_list"])
        step = getattr(step, "__wrapped__", None)
    return []


def _operations(view: Callable[..., Any]) -> list[Any]:
    """The API's operations behind one path, where the view is such a path."""
    step: Any = view
    while step is not None:
        inner = getattr(step, "func", step)
        owner = getattr(inner, "__self__", None)
        if owner is not None and hasattr(owner, "operations"):
            return list(owner.operations)
        step = getattr(step, "__wrapped__", None)
    return []
