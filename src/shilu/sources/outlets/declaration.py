"""What there is to say of an outlet."""

from __future__ import annotations

from msgspec import Struct


class Outlet(Struct, frozen=True):
    """One publisher. `names` are further names in both scripts, `hosts` its web domains, `zone` the IANA zone of its clock.

    `kind`: site, agency, broadcaster, newspaper. `tier` as in `model.entities.Entity`: an outlet is a named source (3).
    `clock` is the id of its clock rule, `language` an ISO 639 code, `country` ISO 3166-1 (where it is based).
    """

    key: str
    name: str
    name_en: str
    names: tuple[str, ...]
    hosts: tuple[str, ...]
    country: str
    zone: str
    kind: str
    clock: str = "as_labelled"
    language: str = "zh"
    tier: int = 3
