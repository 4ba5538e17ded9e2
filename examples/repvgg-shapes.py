"""How repvgg-shapes.onnx was made, with PyTorch 1.13:

    ./repqc shapes -o train --count 12000 --seed 100
    python3 examples/repvgg-shapes.py train repvgg-shapes.onnx
"""
import sys

import numpy
import torch
from torch import nn

EPOCHS = 8
BATCH = 64


class Block(nn.Module):
    """A RepVGG block: 3x3 and 1x1, and the input itself where it has that shape, each with its BatchNorm."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.a = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs))
        self.b = nn.Sequential(
            nn.Conv2d(inputs, outputs, 1, stride, 0, bias=False), nn.BatchNorm2d(outputs))
        self.id = nn.BatchNorm2d(inputs) if inputs == outputs and stride == 1 else None

    def forward(self, x):
        y = self.a(x) + self.b(x)
        return torch.relu(y if self.id is None else y + self.id(x))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        blocks = [(3, 8, 1), (8, 16, 2), (16, 16, 1), (16, 24, 2), (24, 24, 1), (24, 32, 2)]
        self.body = nn.Sequential(*[Block(*block) for block in blocks])
        self.head = nn.Linear(32, 10)

    def forward(self, x):
        return self.head(self.body(x).mean((2, 3)))


def train(network, images, labels):
    steps = len(images) // BATCH
    optimizer = torch.optim.SGD(
        network.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4, nesterov=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.15, total_steps=EPOCHS * steps)
    for _ in range(EPOCHS):
        order = torch.randperm(len(images))
        for step in range(steps):
            batch = order[step * BATCH : (step + 1) * BATCH]
            inputs = images[batch].flip(3) if torch.rand(1) < 0.5 else images[batch]
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(network(inputs), labels[batch], label_smoothing=0.05)
            loss.backward()
            optimizer.step()
            schedule.step()


def main(folder, file):
    torch.manual_seed(0)
    images = torch.from_numpy(numpy.load(folder + "/x.npy").astype("float32") / 255)
    labels = torch.from_numpy(numpy.load(folder + "/y.npy"))
    network = Network()
    train(network, images, labels)
    network.eval()
    torch.onnx.export(
        network, torch.randn(1, 3, 32, 32), file,
        training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False, opset_version=17,
        input_names=["image"], output_names=["scores"],
        dynamic_axes={"image": {0: "batch"}, "scores": {0: "batch"}})


main(*sys.argv[1:])
