"""Verifies checkpoints of a Pedigree journal and proofs from it, offline, with the standard library.

    pedigree_audit.py proof KEY PROOF [CHECKPOINT] [--facts facts.proto]
    pedigree_audit.py consistency KEY OLD NEW PATH

KEY is a file with the answer of GET /checkpoint/key, kept from a time when it was trusted. PROOF is an
answer of GET /proof, OLD, NEW and CHECKPOINT are answers of GET /checkpoint, PATH is one of
GET /consistency. Whoever keeps a checkpoint gives it, so that the proof has to lead there.
"""

import base64
import hashlib
import json
import re
import struct
import sys
import uuid


class Wrong(Exception):
    """Something does not hold; the text says what."""


def require(holds, otherwise):
    if not holds:
        raise Wrong(otherwise)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


# ---------------------------------------------------------------- the journal


def change_hash(salt, payload):
    return sha256(salt, payload)


def entry_hash(entry):
    return sha256(
        b"pedigree-journal-1",
        bytes.fromhex(entry["previousHash"]),
        struct.pack(
            ">qqqq", entry["block"], entry["firstRevision"], entry["lastRevision"], entry["atMillis"]
        ),
        uuid.UUID(entry["nonce"]).bytes,
        struct.pack(">q", entry["blockBytes"]),
        *[bytes.fromhex(each) for each in entry["changeHashes"]],
    )


# ---------------------------------------------------------------- the tree of RFC 9162, section 2.1


def leaf_hash(content):
    return sha256(b"\0", content)


def parent_hash(left, right):
    return sha256(b"\1", left, right)


def root_of(leaf, number, size, path):
    """Where a proof of inclusion leads from the hash of a leaf."""
    require(0 <= number < size, f"leaf {number} is not in a tree of {size}")
    node, last, found = number, size - 1, leaf
    for sibling in path:
        require(last > 0, "the path is too long")
        if node % 2 or node == last:
            found = parent_hash(sibling, found)
            while node % 2 == 0 and node > 0:
                node, last = node // 2, last // 2
        else:
            found = parent_hash(found, sibling)
        node, last = node // 2, last // 2
    require(last == 0, "the path is too short")
    return found


def require_consistent(old_size, old_root, size, root, path):
    """That the tree of `size` begins with that of `old_size`."""
    require(0 < old_size <= size, f"{size} entries follow {old_size}")
    if old_size == size:
        require(not path and old_root == root, "the same size has two roots: history was rewritten")
        return
    path = list(path)
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    require(path, "the path is too short")
    node, last = old_size - 1, size - 1
    while node % 2:
        node, last = node // 2, last // 2
    before = now = path[0]
    for sibling in path[1:]:
        require(last > 0, "the path is too long")
        if node % 2 or node == last:
            before, now = parent_hash(sibling, before), parent_hash(sibling, now)
            while node % 2 == 0 and node > 0:
                node, last = node // 2, last // 2
        else:
            now = parent_hash(now, sibling)
        node, last = node // 2, last // 2
    require(last == 0, "the path is too short")
    require(before == old_root, "the path does not begin at the old root: history was rewritten")
    require(now == root, "the path does not lead to the new root")


# ---------------------------------------------------------------- Ed25519, RFC 8032, verifying only

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)


def add(a, b):
    """Of points in extended coordinates (X, Y, Z, T), x = X/Z, y = Y/Z, xy = T/Z."""
    s, t = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    u, v = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, v - u, v + u, t + s
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    product = (0, 1, 1, 0)
    while number:
        if number & 1:
            product = add(product, point)
        point, number = add(point, point), number >> 1
    return product


def point(encoded):
    number = int.from_bytes(encoded, "little")
    y, sign = number & (2**255 - 1), number >> 255
    require(y < P, "a point of the signature is none")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * SQRT_OF_MINUS_1 % P
    require(x * x % P == square and not (x == 0 and sign), "a point of the signature is none")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key, message, signature):
    if len(signature) != 64:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= ORDER:
        return False
    try:
        public, commitment = point(key), point(signature[:32])
    except Wrong:
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    left, right = times(scalar, BASE), add(commitment, times(challenge, public))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (
        left[1] * right[2] - right[1] * left[2]
    ) % P == 0


# ---------------------------------------------------------------- checkpoints, C2SP signed notes


def read_key(text):
    name, number, key = text.strip().split("+", 2)
    typed = base64.b64decode(key, validate=True)
    require(len(typed) == 33 and typed[0] == 1, "the key is not one of Ed25519")
    require(sha256(name.encode(), b"\n", typed)[:4].hex() == number, "the key's id is not its own")
    return name, typed


def read_checkpoint(note, key):
    """Size and root of a checkpoint that is signed by `key`."""
    name, typed = key
    body, blank, signatures = note.rpartition("\n\n")
    require(blank, "the checkpoint has no signature")
    body += "\n"
    tag = sha256(name.encode(), b"\n", typed)[:4]
    for line in signatures.splitlines():
        words = line.split(" ")
        if len(words) == 3 and words[0] == "\u2014" and words[1] == name:
            signature = base64.b64decode(words[2], validate=True)
            if signature[:4] == tag:
                require(
                    is_signed(typed[1:], body.encode(), signature[4:]), "the signature does not hold"
                )
                size, root = body.split("\n")[1:3]
                return int(size), base64.b64decode(root, validate=True)
    raise Wrong(f"the checkpoint is not signed by {name}")


# ---------------------------------------------------------------- what a change says


def fields(data):
    """The fields of a protobuf message, in order, as (number, value)."""

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    at = 0
    while at < len(data):
        tag = varint()
        if tag & 7 == 0:
            value = varint()
        elif tag & 7 == 1:
            value, at = struct.unpack_from("<d", data, at)[0], at + 8
        else:
            require(tag & 7 == 2, f"wire type {tag & 7} is not used")
            length = varint()
            value, at = data[at : at + length], at + length
        yield tag >> 3, value


class Messages:
    """Reads the messages that a .proto file describes; enough of it for facts.proto."""

    def __init__(self, proto):
        proto = re.sub(r"//[^\n]*", "", proto)
        self.messages = {}
        self.enums = {}
        for sort, name, body in re.findall(r"(message|enum) (\w+) \{(.*?)\n\}", proto, re.DOTALL):
            if sort == "enum":
                self.enums[name] = {int(n): v for v, n in re.findall(r"(\w+) = (\d+);", body)}
            else:
                found = re.findall(r"(repeated )?(\w+) (\w+) = (\d+);", body)
                self.messages[name] = {int(n): (bool(r), t, f) for r, t, f, n in found}

    def read(self, message, data):
        read = {}
        for number, value in fields(data):
            repeated, sort, name = self.messages[message][number]
            value = self.value(sort, value)
            if repeated:
                read.setdefault(name, []).append(value)
            else:
                read[name] = value
        return read

    def value(self, sort, value):
        if sort in self.messages:
            return self.read(sort, value)
        if sort in self.enums:
            return self.enums[sort].get(value, value)
        if sort == "string":
            return value.decode()
        if sort == "bytes":
            return "sha256:" + value.hex() if len(value) == 32 else value.hex()
        if sort == "sint64":
            return (value >> 1) ^ -(value & 1)
        return bool(value) if sort == "bool" else value


# ---------------------------------------------------------------- the commands


def verify_proof(key, proof, kept, proto):
    """Says what is proved; raises Wrong if something does not hold."""
    require(proof["format"] == "pedigree-proof-1", f"format {proof['format']} is not known")
    entry, log, revision = proof["entry"], proof["log"], proof["revision"]
    place = revision - entry["firstRevision"]
    count = entry["lastRevision"] - entry["firstRevision"] + 1
    require(0 <= place < count == len(entry["changeHashes"]), "the revision is not in the entry")
    payload = None
    if proof["state"] == "present":
        payload = base64.b64decode(proof["change"]["payload"], validate=True)
        own = change_hash(bytes.fromhex(proof["change"]["salt"]), payload)
        require(own.hex() == entry["changeHashes"][place], "the change is not the one in the entry")
    else:
        require(proof["state"] in ("erased", "withheld"), f"state {proof['state']} is not known")
        require(proof.get("change") is None, "a change that is not shown has a payload")
    own = entry_hash(entry)
    require(own.hex() == entry["hash"], "the hash of the entry does not hold")
    size, root = read_checkpoint(proof["checkpoint"], key)
    require(size == log["size"], "the checkpoint is of another size than the path")
    path = [base64.b64decode(each, validate=True) for each in log["path"]]
    found = root_of(leaf_hash(own), log["leaf"], size, path)
    require(found == root, "the path does not lead to the root")
    if kept is not None:
        kept_size, kept_root = read_checkpoint(kept, key)
        require(kept_size == size, f"ask for the proof with size={kept_size}, which is what you keep")
        require(kept_root == root, "the root is not the one you keep: history was rewritten")
    lines = [f"revision {revision} is in entry {log['leaf']} of {size}, root {root.hex()}"]
    if payload is None:
        lines.append(f"what it says is {proof['state']}")
    elif proto is not None:
        lines.append(json.dumps(Messages(proto).read("Payload", payload), ensure_ascii=False))
    return "\n".join(lines)


def verify_consistency(key, old, new, path):
    old_size, old_root = read_checkpoint(old, key)
    size, root = read_checkpoint(new, key)
    require(path["from"] == old_size and path["to"] == size, "the path is between other sizes")
    hashes = [base64.b64decode(each, validate=True) for each in path["path"]]
    require_consistent(old_size, old_root, size, root, hashes)
    return f"the {size} entries begin with the {old_size} of before"


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def run(arguments):
    proto = None
    if "--facts" in arguments:
        at = arguments.index("--facts")
        proto = read(arguments[at + 1])
        arguments = arguments[:at] + arguments[at + 2 :]
    command, key, *files = arguments
    key = read_key(read(key))
    if command == "proof" and len(files) in (1, 2):
        kept = read(files[1]) if len(files) == 2 else None
        return verify_proof(key, json.loads(read(files[0])), kept, proto)
    if command == "consistency" and len(files) == 3:
        return verify_consistency(key, read(files[0]), read(files[1]), json.loads(read(files[2])))
    raise IndexError


def main():
    try:
        print(run(sys.argv[1:]))
    except Wrong as e:
        print(f"WRONG: {e}")
        sys.exit(1)
    except (ValueError, KeyError, TypeError, OSError, struct.error) as e:
        if len(sys.argv) < 4:
            usage()
        print(f"WRONG: not readable: {e!r}")
        sys.exit(1)
    except IndexError:
        usage()


def usage():
    print("usage: pedigree_audit.py proof KEY PROOF [CHECKPOINT] [--facts FILE]")
    print("       pedigree_audit.py consistency KEY OLD NEW PATH")
    sys.exit(2)


if __name__ == "__main__":
    main()
