"""Records a prompt and who uses it, and asks what depends on the prompt.

usage: record_and_ask.py GATEWAY NAMESPACE
"""

import sys

import pedigree_ids
from pedigree import Pedigree, Refused

DOWNSTREAM = """
query ($id: ID!) {
  artifact(id: $id) { descendants { totalCount edges { depth node { kind name } via { type } } } }
}
"""


def main(gateway, namespace):
    pedigree = Pedigree(gateway, caller="record_and_ask.py")
    text = f"You are the assistant of {namespace}."
    prompt = pedigree_ids.of_text(text)
    pedigree.record(
        [
            {
                "prompt": {
                    "namespace": namespace,
                    "name": "system",
                    "version": "1",
                    "digest": prompt,
                    "template": text,
                    "provenance": "ORIGIN",
                }
            },
            {
                "deployment": {
                    "namespace": namespace,
                    "name": "chat",
                    "version": "2026-11-24",
                    "parents": [{"type": "PROMPTED_BY", "id": prompt}],
                }
            },
        ]
    )
    found = pedigree.ask(DOWNSTREAM, id=prompt)["artifact"]["descendants"]
    for edge in found["edges"]:
        print(edge["depth"], edge["node"]["kind"], edge["node"]["name"], edge["via"][0]["type"])

    try:
        pedigree.record(edges=[{"type": "SERVES", "child": prompt, "parent": prompt}])
    except Refused as refused:
        print("refused", refused.code, refused.path)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        print(__doc__.splitlines()[-1], file=sys.stderr)
        sys.exit(2)
    main(*sys.argv[1:])
