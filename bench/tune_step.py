"""A training step of RepVGG on images of 32 by 32 in PyTorch, as its user would write it: the merged weight as an
expression of the branches, learned steps (LSQ) on top, 8 bits at both ends and 4 between, cross entropy, SGD with
momentum. Asked for a number of steps, it answers the processor time of one in nanoseconds.

usage: tune_step.py frozen|batch|estimate|merged THREADS
"""
import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional

MODE, THREADS = sys.argv[1], int(sys.argv[2])
BLOCKS = [(3, 16, 2), (16, 32, 1), (32, 32, 1), (32, 64, 2), (64, 64, 1), (64, 128, 2)]
BATCH, CLASSES, EPSILON = 128, 10, 1e-5


def rounded(x):
    return x + (x.round() - x).detach()


class Learned(nn.Module):
    """LSQ: y = s * round(clip(x / s))."""

    def __init__(self, low, high, step, count):
        super().__init__()
        self.low, self.high = low, high
        self.step = nn.Parameter(step)
        self.share = 1 / math.sqrt(count * high)

    def forward(self, x):
        scaled = self.step * self.share
        step = scaled + (self.step - scaled).detach()
        return rounded((x / step).clamp(self.low, self.high)) * step


def of_weight(weight, bits):
    high = 2 ** (bits - 1) - 1
    low = -high if bits == 8 else -high - 1
    axes = tuple(range(1, weight.dim()))
    step = 2 * weight.detach().abs().mean(axes, keepdim=True) / math.sqrt(high)
    return Learned(low, high, step, weight[0].numel())


def taps(image, size, stride):
    """What each tap of a kernel reads of a mean image, on average."""
    return functional.unfold(image, size, padding=size // 2, stride=stride).mean((0, 2))


class Branch(nn.Module):
    """A kernel, or the identity, and BatchNorm."""

    def __init__(self, inputs, outputs, size):
        super().__init__()
        self.size = size
        if size:
            self.weight = nn.Parameter(torch.randn(outputs, inputs, size, size) / math.sqrt(inputs * size * size))
        else:
            self.register_buffer("unit", torch.eye(outputs).reshape(outputs, outputs, 1, 1))
        self.gain, self.shift = nn.Parameter(torch.ones(outputs)), nn.Parameter(torch.zeros(outputs))
        self.register_buffer("mean", torch.zeros(outputs))
        self.register_buffer("variance", torch.ones(outputs))

    def merged(self, x, moments, stride):
        weight = self.weight if self.size else self.unit
        mean, variance = self.mean, self.variance
        if MODE == "batch":
            y = functional.conv2d(x, weight, stride=stride, padding=weight.shape[2] // 2) if self.size else x
            mean = y.mean((0, 2, 3))
            variance = (y - mean.reshape(1, -1, 1, 1)).square().mean((0, 2, 3))
        if MODE == "estimate":
            first, second = (taps(image, weight.shape[2], stride) for image in moments)
            mean = weight.flatten(1) @ first
            variance = weight.flatten(1).square() @ (second - first.square())
        if MODE in ("batch", "estimate"):
            with torch.no_grad():
                self.mean.lerp_(mean, 0.1)
                self.variance.lerp_(variance, 0.1)
        factor = self.gain / (variance + EPSILON).sqrt()
        kernel = weight * factor.reshape(-1, 1, 1, 1)
        kernel = kernel if weight.shape[2] == 3 else functional.pad(kernel, (1, 1, 1, 1))
        return kernel, self.shift - mean * factor


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride, bits):
        super().__init__()
        self.stride = stride
        sizes = [3, 1] + ([0] if inputs == outputs and stride == 1 else [])
        if MODE == "merged":
            self.weight = nn.Parameter(torch.randn(outputs, inputs, 3, 3) / math.sqrt(inputs * 9))
            self.bias = nn.Parameter(torch.zeros(outputs))
            self.quantizer = of_weight(self.weight, bits)
        else:
            self.branches = nn.ModuleList(Branch(inputs, outputs, size) for size in sizes)
            self.quantizer = of_weight(torch.randn(outputs, inputs, 3, 3) / math.sqrt(inputs * 9), bits)

    def forward(self, x):
        if MODE == "merged":
            weight, bias = self.weight, self.bias
        else:
            moments = (x.mean(0, True), x.square().mean(0, True)) if MODE == "estimate" else ()
            parts = [branch.merged(x, moments, self.stride) for branch in self.branches]
            weight, bias = (sum(terms[1:], terms[0]) for terms in zip(*parts))
        return functional.relu(functional.conv2d(x, self.quantizer(weight), bias, self.stride, 1))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks, self.quantizers = nn.ModuleList(), nn.ModuleList()
        size = 32
        for place, (inputs, outputs, stride) in enumerate(BLOCKS):
            bits = 8 if place == 0 else 4
            high = 2**bits - 1
            low = -(2 ** (bits - 1)) if place == 0 else 0
            step = torch.tensor(4.0 / high)
            self.quantizers.append(Learned(low, high + low, step, inputs * size * size))
            self.blocks.append(Block(inputs, outputs, stride, bits))
            size //= stride
        self.pooled = Learned(0, 255, torch.tensor(4.0 / 255), BLOCKS[-1][1])
        self.head = nn.Linear(BLOCKS[-1][1], CLASSES)
        self.head_quantizer = of_weight(self.head.weight, 8)

    def forward(self, x):
        for quantizer, block in zip(self.quantizers, self.blocks):
            x = block(quantizer(x))
        x = self.pooled(x.mean((2, 3)))
        return functional.linear(x, self.head_quantizer(self.head.weight), self.head.bias)


def main():
    torch.set_num_threads(THREADS)
    torch.manual_seed(1)
    network = Network()
    optimizer = torch.optim.SGD(network.parameters(), lr=1e-4, momentum=0.9)
    images, labels = torch.randn(BATCH, 3, 32, 32), torch.randint(CLASSES, (BATCH,))
    for line in sys.stdin:
        start = time.process_time_ns()
        for _ in range(int(line)):
            optimizer.zero_grad()
            loss = functional.cross_entropy(network(images), labels)
            loss.backward()
            optimizer.step()
            loss.item()
        print((time.process_time_ns() - start) / int(line), flush=True)


main()
