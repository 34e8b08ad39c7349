"""The updates of a preset in PyTorch, the peer of benchmarks/train-step.mjs: the same networks, losses and Adam.

Reads one JSON object a line and answers each with one. `load` brings configuration, parameters and a batch, `run` does one
update, `usage` tells the peak memory.
"""

import base64
import json
import resource
import sys
import time

import torch
import torch.nn.functional as F


def decode(tensor):
    data = torch.frombuffer(bytearray(base64.b64decode(tensor["data"])), dtype=torch.float32)
    return data.reshape(tensor["shape"]).clone()


def sub_pixels_inside(filters):
    """Output channels in the order of F.pixel_shuffle: ours stand sub-pixel by sub-pixel, its channel by channel."""
    return filters.reshape(4, filters.shape[0] // 4, *filters.shape[1:]).transpose(0, 1).flatten(0, 1).contiguous()


def convolve(parameters, name, x, stride=1):
    """A convolution with "same" padding, whose odd pixel is at the bottom and on the right."""
    weight = parameters[name + ".weight"]
    total = weight.shape[2] - stride
    before, after = total // 2, total - total // 2
    if before != after:
        x, before = F.pad(x, (before, after, before, after)), 0
    return F.conv2d(x, weight, parameters[name + ".bias"], stride=stride, padding=before)


def dense(parameters, name, x):
    return torch.addmm(parameters[name + ".bias"], x, parameters[name + ".weight"])


def generate(spec, parameters, latents, conditions, observed=None):
    """`observed`: running statistics to move towards the batch's, and by how much."""

    def norm(name, x):
        mean, variance, momentum = None, None, 0.0
        if observed is not None:
            statistics, momentum = observed
            mean, variance = statistics[name + ".mean"], statistics[name + ".variance"]
        scale, shift = parameters[name + ".gamma"], parameters[name + ".beta"]
        return F.batch_norm(x, mean, variance, scale, shift, True, momentum, spec["normEpsilon"])

    side, channels = spec["baseResolution"], spec["channels"]
    flat = dense(parameters, "input.dense", torch.cat([latents, conditions], 1))
    base = norm("input.norm", flat.reshape(-1, channels, side, side)).relu()
    x = base
    for i in range(spec["blocks"]):
        block = f"blocks.{i}."
        inner = norm(block + "norm1", convolve(parameters, block + "conv1", x)).relu()
        x = norm(block + "norm2", convolve(parameters, block + "conv2", inner)) + x
    x = norm("trunk.norm", x).relu() + base
    while x.shape[2] < spec["resolution"]:
        stage = f"upsample.{(x.shape[2] // side).bit_length() - 1}."
        x = norm(stage + "norm", F.pixel_shuffle(convolve(parameters, stage + "conv", x), 2)).relu()
    return convolve(parameters, "output.conv", x).tanh()


def judge(spec, parameters, images):
    x = images
    for i, stage in enumerate(spec["stages"]):
        x = F.leaky_relu(convolve(parameters, f"stages.{i}.down", x, 2), spec["leak"])
        for j in range(stage["blocks"]):
            block = f"stages.{i}.blocks.{j}."
            inner = F.leaky_relu(convolve(parameters, block + "conv1", x), spec["leak"])
            x = F.leaky_relu(convolve(parameters, block + "conv2", inner) + x, spec["leak"])
    features = x.flatten(1)
    adversarial = dense(parameters, "heads.adversarial", features).flatten()
    return adversarial, dense(parameters, "heads.tags", features)


def tag_loss(logits, tags):
    return F.softplus(-logits * tags).sum(1).mean()


def gradient_norm(parameters):
    return torch.stack([p.grad.square().sum() for p in parameters]).sum().sqrt()


class Training:
    def __init__(self, config, state, batch, threads):
        torch.set_num_threads(threads)
        self.config = config
        self.batch = {name: decode(tensor) for name, tensor in batch.items()}
        groups = {"generator": {}, "discriminator": {}}
        for path, tensor in state.items():
            group, name = path.split("/")
            value = decode(tensor)
            is_sub_pixel = group == "generator" and name.startswith("upsample.") and ".conv." in name
            groups[group][name] = sub_pixels_inside(value) if is_sub_pixel else value
        self.generator, self.discriminator = groups["generator"], groups["discriminator"]
        statistics = [name for name in self.generator if name.endswith((".mean", ".variance"))]
        self.statistics = {name: self.generator.pop(name) for name in statistics}
        self.average = {name: value.clone() for name, value in {**self.generator, **self.statistics}.items()}
        adam = config["adam"]
        self.optimisers = {
            name: torch.optim.Adam(
                list(group.values()), lr=adam["learningRate"], betas=(adam["beta1"], adam["beta2"]), eps=adam["epsilon"]
            )
            for name, group in groups.items()
        }

    def _train(self, network):
        """Only this network's parameters get gradients."""
        for name in ("generator", "discriminator"):
            for parameter in getattr(self, name).values():
                parameter.requires_grad_(name == network)
                parameter.grad = None

    def _update(self, network, total):
        total.backward()
        norm = gradient_norm(getattr(self, network).values())
        self.optimisers[network].step()
        return norm

    def update_discriminator(self, penalised):
        self._train("discriminator")
        config, batch = self.config, self.batch
        losses = config["losses"]
        images, tags, conditions = batch["images"], batch["tags"], batch["conditions"]
        with torch.no_grad():
            fakes = generate(config["generator"], self.generator, batch["latents"], conditions)
        spec = config["discriminator"]
        logits, estimates = judge(spec, self.discriminator, torch.cat([images, fakes]))
        (real, fake), (real_tags, fake_tags) = logits.chunk(2), estimates.chunk(2)
        adversarial = F.softplus(-real).mean() + F.softplus(fake).mean()
        recognised = tag_loss(real_tags, tags)
        classification = recognised + tag_loss(fake_tags, conditions) if losses["tagsOfFakes"] else recognised
        total = losses["adversarialWeight"] * adversarial + losses["tagWeight"] * classification
        metrics = {"adversarial": adversarial, "tags": recognised}
        if penalised:
            moved = images + 0.5 * images.std(unbiased=False) * batch["noise"]
            moved.requires_grad_(True)
            score = judge(spec, self.discriminator, moved)[0].sum()
            (slope,) = torch.autograd.grad(score, moved, create_graph=True)
            penalty = ((slope.square().sum((1, 2, 3)) + 1e-12).sqrt() - 1).square().mean()
            total = total + config["penalty"]["dragan"] * config["penalty"]["interval"] * penalty
            metrics["dragan"] = penalty
        metrics["loss"] = total
        metrics["gradientNorm"] = self._update("discriminator", total)
        metrics["accuracyReal"] = (real > 0).float().mean()
        metrics["accuracyFake"] = (fake < 0).float().mean()
        metrics["accuracyTags"] = (real_tags * tags > 0).float().mean()
        return metrics

    def update_generator(self):
        self._train("generator")
        config, conditions = self.config, self.batch["conditions"]
        losses = config["losses"]
        observed = (self.statistics, 1 - config["statisticsDecay"])
        fakes = generate(config["generator"], self.generator, self.batch["latents"], conditions, observed)
        logits, estimates = judge(config["discriminator"], self.discriminator, fakes)
        adversarial, recognised = F.softplus(-logits).mean(), tag_loss(estimates, conditions)
        total = losses["adversarialWeight"] * adversarial + losses["tagWeight"] * recognised
        norm = self._update("generator", total)
        with torch.no_grad():
            for name, value in {**self.generator, **self.statistics}.items():
                self.average[name].lerp_(value, 1 - config["averageDecay"])
        accuracy = (estimates * conditions > 0).float().mean()
        return {
            "adversarial": adversarial,
            "tags": recognised,
            "loss": total,
            "gradientNorm": norm,
            "accuracyTags": accuracy,
        }

    def run(self, step):
        start = time.perf_counter()
        metrics = self.update_generator() if step == "generator" else self.update_discriminator(step == "penalised")
        values = {name: float(value) for name, value in metrics.items()}
        return {"metrics": values, "milliseconds": 1000 * (time.perf_counter() - start)}


def count(tensors):
    return sum(tensor.numel() for tensor in tensors.values())


def main():
    training = None
    for line in sys.stdin:
        message = json.loads(line)
        command = message["command"]
        if command == "load":
            training = Training(message["config"], message["state"], message["batch"], message["threads"])
            answer = {
                "version": torch.__version__,
                "threads": torch.get_num_threads(),
                "parameters": {
                    "generator": count(training.generator) + count(training.statistics),
                    "discriminator": count(training.discriminator),
                },
            }
        elif command == "run":
            answer = training.run(message["step"])
        elif command == "usage":
            # Linux counts in kilobytes, macOS in bytes.
            unit = 1 if sys.platform == "darwin" else 1024
            answer = {"peak": unit * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}
        else:
            answer = {"error": f"unknown command {command}"}
        print(json.dumps(answer), flush=True)


main()
