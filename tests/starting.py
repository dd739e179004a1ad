"""What each start of the application works out anew although it never changes, worked out once for a whole test run.

Three thousand tests each start an application of their own; nine tenths of such a start were this.
"""

from types import CodeType

from babel.support import Translations
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule
from whitenoise import WhiteNoise

_compile = Rule.compile
_rules: dict[tuple[object, ...], Rule] = {}
_load = Translations.load
_catalogues: dict[tuple[object, ...], object] = {}
_add_files = WhiteNoise.add_files
_files: dict[tuple[object, ...], dict[str, object]] = {}
_statements: dict[str, LRUCache[object, object]] = {}


def start_quickly() -> None:
    """From now on, read rules of addresses, the list of static files and catalogues of texts only once."""
    Rule.compile = _compile_once
    WhiteNoise.add_files = _add_files_once
    Translations.load = _load_once
    for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        dialect.__eq__, dialect.__hash__ = _is_alike, _hash_of_kind


def share_statements(engine: Engine) -> None:
    """Let a test use the SQL that statements of earlier tests became."""
    engine._compiled_cache = _statements.setdefault(engine.dialect.name, LRUCache(2000))


def _is_alike(dialect: Dialect, other: object) -> bool:
    return type(dialect) is type(other)


def _hash_of_kind(dialect: Dialect) -> int:
    return hash(type(dialect))


def _compile_once(rule: Rule) -> None:
    """Parse a rule and compile what builds its addresses: that depends on nothing but its words and defaults."""
    key = (rule.rule, rule.merge_slashes, rule.subdomain, rule.host, rule.map.host_matching, repr(rule.defaults))
    if key not in _rules:
        _compile(rule)
        _rules[key] = rule
        return
    known = _rules[key]
    for name in ("_parts", "_trace", "_converters", "arguments"):
        setattr(rule, name, getattr(known, name))
    for name in ("_build", "_build_unknown"):
        setattr(rule, name, getattr(known, name).__func__.__get__(rule))


def _load_once(folder: object = None, locales: object = None, domain: object = None) -> object:
    key = (str(folder), str(locales), domain)
    if key not in _catalogues:
        _catalogues[key] = _load(folder, locales, domain)
    return _catalogues[key]


def _add_files_once(noise: WhiteNoise, root: str, prefix: str) -> None:
    key = (root, prefix, noise.add_headers_function, noise.max_age)
    if key not in _files:
        _add_files(noise, root, prefix)
        _files[key] = noise.files
    noise.files = dict(_files[key])


class Compiled(BytecodeCache):
    """Templates compiled once a test run, not once a test; a changed template has another checksum."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self.known.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key] = bucket.checksum, bucket.code
