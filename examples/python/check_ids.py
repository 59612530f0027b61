"""Computes the ids of all examples in a file of test vectors, and says which differ.

usage: check_ids.py docs/identity-vectors.json
"""

import json
import os
import sys
import tempfile

import pedigree_ids


def of_folder(example):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in example["files"].items():
            path = os.path.join(folder, *name.split("/"))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(text.encode("utf-8"))
        return pedigree_ids.of_path(folder)


RECIPES = {
    "content": lambda it: pedigree_ids.of_text(it["text"]),
    "folders": of_folder,
    "gitCommits": lambda it: pedigree_ids.of_git_commit(it["commit"]),
    "tableSnapshots": lambda it: pedigree_ids.of_table_snapshot(it["table"], it["snapshot"]),
    "names": lambda it: pedigree_ids.of_name(
        it["kind"], it["namespace"], it["name"], it.get("version")
    ),
    "edges": lambda it: pedigree_ids.of_edge(it["type"], it["child"], it["parent"]),
}


def main(vectors):
    with open(vectors, encoding="utf-8") as file:
        examples = json.load(file)
    checked = 0
    for recipe, compute in RECIPES.items():
        for example in examples[recipe]:
            checked += 1
            if compute(example) != example["id"]:
                sys.exit(f"{recipe}: {compute(example)} (expected: {example['id']})")
    print(checked, "ids are as expected")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print(__doc__.splitlines()[-1], file=sys.stderr)
        sys.exit(2)
    main(*sys.argv[1:])
