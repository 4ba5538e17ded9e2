package io.repqc.tests.random;

import io.repqc.ir.Value;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.MatMul;
import io.repqc.ir.op.Normalize;
import io.repqc.ir.op.Softmax;
import io.repqc.ir.op.UnaryFunction;
import java.util.List;

/** What networks on sequences of vectors are put together of. */
record SequenceBlocks(FloatSketch net) {

  Value any(Value x) {
    return switch (net.chance().between(0, 4)) {
      case 0 -> net.activation(net.linear(x, net.chance().between(1, 40)));
      case 1 -> attention(x);
      case 2 -> perceptron(x);
      case 3 -> convolution(x);
      default -> normalized(x);
    };
  }

  private Value normalized(Value x) {
    int features = x.type().dim(2);
    return net.add(
        new Normalize(
            x, net.trained(1, 0.2, features), net.trained(0, 0.2, features), List.of(2), 1e-5));
  }

  private Value attention(Value x) {
    int width = net.chance().between(1, 24);
    Value query = net.linear(x, width);
    Value key = net.transpose(net.linear(x, width), 0, 2, 1);
    Value scores = net.add(new MatMul(query, key));
    Value scaled = net.binary(BinaryFunction.MUL, scores, net.constant(1 / Math.sqrt(width)));
    Value shares = net.add(new Softmax(scaled, 2, false));
    Value mixed = net.add(new MatMul(shares, net.linear(x, width)));
    return net.sum(x, net.linear(mixed, x.type().dim(2)));
  }

  private Value perceptron(Value x) {
    Value wide = net.curve(UnaryFunction.GELU, net.linear(normalized(x), 2 * x.type().dim(2)));
    return net.sum(x, net.linear(wide, x.type().dim(2)));
  }

  /** Along time, as features are channels there. */
  private Value convolution(Value x) {
    Value turned = net.transpose(x, 0, 2, 1);
    int channels = x.type().dim(2);
    boolean isByChannel = net.chance().coin();
    Value y = net.convolution(turned, channels, 3, 1, isByChannel ? channels : 1);
    return net.transpose(net.activation(y), 0, 2, 1);
  }
}
