"""How the id of content, or of a named thing, is computed. docs/identity.md has the recipes."""

import hashlib
import json
import os


def of_bytes(content):
    """The id of bytes: their SHA-256."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def of_text(content):
    """The id of a text, such as a prompt: of its UTF-8 bytes, exactly as they are."""
    return of_bytes(content.encode("utf-8"))


def of_path(path):
    """The id of a file, or of all files in a folder."""
    return of_text(manifest(path)) if os.path.isdir(path) else "sha256:" + _hash(path)[0]


def of_git_commit(commit):
    """The id of what a repository holds at a commit: the whole hash, in lower case."""
    return of_text(canonical({"gitCommit": commit}))


def of_table_snapshot(table, snapshot):
    """The id of what a table holds at a snapshot; both are texts."""
    return of_text(canonical({"table": table, "snapshot": snapshot}))


def of_name(kind, namespace, name, version=None):
    """The id of something that is recorded without a digest."""
    identity = {"kind": kind, "namespace": namespace, "name": name}
    return of_text(canonical(identity if version is None else {**identity, "version": version}))


def of_edge(type, child, parent):
    """The id of an edge between two ids."""
    return of_text(canonical({"type": type, "child": child, "parent": parent}))


def manifest(folder):
    """What a folder's id is the SHA-256 of. Links count as what they lead to."""
    files = {}
    for path in _files(folder, ()):
        digest, size = _hash(path)
        name = _text(os.path.relpath(path, folder)).replace(os.sep, "/")
        files[name] = {"sha256": digest, "size": size}
    if not files:
        raise ValueError(f"{folder}: a folder without files")
    return canonical({"files": files})


def canonical(value):
    """JSON in the form of RFC 8785, for objects of texts, objects and whole numbers."""

    def ordered(value):
        if not isinstance(value, dict):
            return value
        # Python sorts texts by code point, RFC 8785 by UTF-16 unit.
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return {name: ordered(value[name]) for name in names}

    return json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":"))


def _files(folder, above):
    here = os.path.realpath(folder)
    if here in above:
        raise ValueError(f"{folder}: a link to a folder that it lies in")
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            yield from _files(path, above + (here,))
        else:
            yield path


def _text(name):
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(f"{name!r}: a name that is no text (expected: UTF-8)") from None
    return name


def _hash(path):
    sha256 = hashlib.sha256()
    size = 0
    with open(path, "rb") as file:
        while piece := file.read(1 << 20):
            sha256.update(piece)
            size += len(piece)
    return sha256.hexdigest(), size
