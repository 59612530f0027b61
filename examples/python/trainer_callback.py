"""Records what a trainer writes, from the callbacks that Hugging Face's Trainer calls.

To use it there, pass an object of this class: Trainer(..., callbacks=[PedigreeCallback(...)]).
Its methods have the names and arguments of transformers.TrainerCallback, which asks for no more than
that; on_init_end and the others that it does not care about are answered by __getattr__.
"""

import os

import pedigree_ids


class PedigreeCallback:
    """Records checkpoints, each with what it was made from, and at the end the model."""

    def __init__(self, pedigree, namespace, run, base, dataset):
        """base and dataset are ids of recorded artifacts."""
        self._pedigree = pedigree
        self._names = {"namespace": namespace, "name": run}
        self._base = base
        self._dataset = dataset
        self._last = None

    def on_save(self, args, state, control, **_):
        """The trainer has written a checkpoint into output_dir."""
        folder = os.path.join(args.output_dir, f"checkpoint-{state.global_step}")
        checkpoint = {
            **self._names,
            "version": f"step-{state.global_step}",
            "digest": pedigree_ids.of_path(folder),
            "step": state.global_step,
            "epoch": state.epoch,
            "location": folder,
            "parents": self._parents(),
        }
        losses = [entry["loss"] for entry in state.log_history if "loss" in entry]
        if losses:
            checkpoint["trainingLoss"] = losses[-1]
        self._pedigree.record([{"checkpoint": checkpoint}])
        self._last = checkpoint["digest"]

    def on_train_end(self, args, state, control, **_):
        """Training is over; the model is what the last checkpoint holds, under one more name."""
        if self._last:
            model = {**self._names, "version": "final", "digest": self._last}
            self._pedigree.record([{"model": model}])

    def _parents(self):
        weights = (
            {"type": "CONTINUED_FROM", "id": self._last}
            if self._last
            else {
                "type": "FINE_TUNED_FROM",
                "id": self._base,
                "mutations": [{"supervisedFineTuning": {"method": "full"}}],
            }
        )
        return [weights, {"type": "TRAINED_ON", "id": self._dataset}]

    def __getattr__(self, name):
        if name.startswith("on_"):
            return lambda *_, **__: None
        raise AttributeError(name)
