"""Calls the callback as a trainer does that makes two checkpoints, and asks where the model comes from.

usage: train.py GATEWAY NAMESPACE FOLDER
"""

import os
import sys
from types import SimpleNamespace

import pedigree_ids
from pedigree import Pedigree
from trainer_callback import PedigreeCallback

WHERE_FROM = """
query ($namespace: String!, $name: String!) {
  artifactByName(namespace: $namespace, name: $name, version: "final") {
    kinds
    names { version }
    ancestors { edges { depth node { kind name version } via { type } } }
  }
}
"""


def write(folder, name, text):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


def main(gateway, namespace, folder):
    pedigree = Pedigree(gateway, caller="train.py")
    base = pedigree_ids.of_text(f"{namespace} base weights")
    dataset = pedigree_ids.of_text(f"{namespace} examples")
    pedigree.record(
        [
            {"model": {"namespace": namespace, "name": "base", "digest": base}},
            {"dataset": {"namespace": namespace, "name": "tickets", "digest": dataset}},
        ]
    )

    callback = PedigreeCallback(pedigree, namespace, "chat", base, dataset)
    args = SimpleNamespace(output_dir=folder)
    state = SimpleNamespace(global_step=0, epoch=0.0, log_history=[])
    callback.on_train_begin(args, state, None)
    for step in (100, 200):
        state.global_step, state.epoch = step, step / 100
        state.log_history.append({"loss": 2 - step / 200, "step": step})
        checkpoint = os.path.join(folder, f"checkpoint-{step}")
        for shard in (1, 2):
            write(checkpoint, f"model-{shard}-of-2.safetensors", f"{namespace} {step} {shard}")
        callback.on_save(args, state, None)
    callback.on_train_end(args, state, None)

    model = pedigree.ask(WHERE_FROM, namespace=namespace, name="chat")["artifactByName"]
    print(*model["kinds"], *[name["version"] for name in model["names"]])
    for edge in model["ancestors"]["edges"]:
        node = edge["node"]
        print(edge["depth"], node["kind"], node["name"], node["version"] or "-", edge["via"][0]["type"])


if __name__ == "__main__":
    if len(sys.argv) != 4:
        print(__doc__.splitlines()[-1], file=sys.stderr)
        sys.exit(2)
    main(*sys.argv[1:])
