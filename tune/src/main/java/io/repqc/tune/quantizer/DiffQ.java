package io.repqc.tune.quantizer;

import io.repqc.compiler.tune.TuneResult.LearnedBits;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.op.BinaryFunction;
import io.repqc.ir.op.Quantize;
import io.repqc.ir.op.Reduce;
import io.repqc.ir.op.ReduceFunction;
import io.repqc.ir.op.Unary;
import io.repqc.ir.op.UnaryFunction;
import io.repqc.tune.Group;
import io.repqc.tune.engine.RoundingRule;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * DiffQ (Defossez et al., arXiv 2104.09987): noise of one step stands for rounding, so that how
 * many bits a group of weights has can be learned with a penalty on their size.
 *
 * <pre>{@code
 * b = 2 + 6 * sigmoid(logit)      s = max|w| / (2^(b-1) - 1)      y = w + s * u,  u from [-1/2, 1/2)
 * }</pre>
 *
 * The paper's groups are runs of weights between the least and the largest of the tensor; here a
 * group is an output channel around zero, because that is what integer layers have scales for, and
 * there are at most 8 bits where the paper goes up to 15. It starts at 8 bits, where the sigmoid
 * here would be flat: at half a bit from either end training can still move it.
 */
final class DiffQ {
  private static final int FEWEST = 2;
  private static final int MOST = 8;
  private static final double MARGIN = 0.5;

  /** What a sigmoid makes 0 or 1 of, to the last digit. */
  private static final double SURE = 40;

  private static final int LARGEST = 127;
  private static final double MEGABYTE = 8.0 * (1 << 20);

  private final Site site;
  private final TraineeBuilder builder;
  private final String name;
  private final Value logits;
  private final Value bits;

  private DiffQ(Site site, TraineeBuilder builder) {
    this.site = site;
    this.builder = builder;
    this.name = site.name();
    double first = Math.max(FEWEST + MARGIN, Math.min(MOST - MARGIN, site.bits()));
    Tensor initial = Tensor.generate(site.scale().type(), i -> logit(first));
    this.logits = builder.trained(name + ".logit", initial, Group.BITS, 1);
    this.bits = bits();
    builder.size(megabytes(), numbers -> learned(numbers.get(logits.name())));
    builder.settle(
        numbers -> numbers.computeIfPresent(logits.name(), (key, tensor) -> settled(tensor)));
  }

  static Learner ofWeight(Site site, TraineeBuilder builder) {
    return new Learner(RoundingRule.NOISE, new DiffQ(site, builder)::quantizer);
  }

  private Value bits() {
    Value share = builder.value(name + ".bit_share", new Unary(UnaryFunction.SIGMOID, logits));
    Value more = binary("more_bits", BinaryFunction.MUL, share, number("most", MOST - FEWEST));
    return binary("bits", BinaryFunction.ADD, more, number("fewest", FEWEST));
  }

  /** As many integers as the bits tell apart, but one, around zero. */
  private Quantize quantizer(Quantize inserted) {
    Value one = number("one", 1);
    Value exponent = binary("exponent", BinaryFunction.SUB, bits, one);
    Value half = binary("half", BinaryFunction.POW, number("base", 2), exponent);
    Value integers = binary("integers", BinaryFunction.SUB, half, one);
    Value largest = Magnitude.likeScale(name + ".largest", inserted.x(), inserted, builder);
    Value step = binary("exact_step", BinaryFunction.DIV, largest, integers);
    Value scale = Floor.under(name + ".step", step, site.scale(), builder);
    return Learner.of(inserted.x(), inserted, scale, inserted.zeroPoint(), -LARGEST, LARGEST);
  }

  /** The weights at their bits, and the scales. */
  private Value megabytes() {
    long numbers = site.numbersPerScale(builder.batch());
    Value all =
        builder.value(
            name + ".all_bits",
            new Reduce(
                ReduceFunction.SUM,
                bits,
                IntStream.range(0, bits.shape().rank()).boxed().toList(),
                false));
    double scales = (double) site.scale().count() * site.scale().elementType().bits() / MEGABYTE;
    Value weights =
        binary("weights", BinaryFunction.MUL, all, number("numbers", numbers / MEGABYTE));
    return binary("megabytes", BinaryFunction.ADD, weights, number("scales", scales));
  }

  private LearnedBits learned(Tensor logits) {
    return new LearnedBits(name, Arrays.stream(logits.toNumbers()).mapToObj(DiffQ::whole).toList());
  }

  private static Tensor settled(Tensor logits) {
    return Tensor.generate(logits.type(), i -> logit(whole(logits.number(i))));
  }

  private static int whole(double logit) {
    return (int) Math.rint(FEWEST + (MOST - FEWEST) / (1 + StrictMath.exp(-logit)));
  }

  private static double logit(double bits) {
    double logit = StrictMath.log((bits - FEWEST) / (MOST - bits));
    return Math.max(-SURE, Math.min(SURE, logit));
  }

  private Value number(String suffix, double number) {
    return builder.constant(name + "." + suffix, logits, number);
  }

  private Value binary(String suffix, BinaryFunction function, Value left, Value right) {
    return builder.binary(name + "." + suffix, function, left, right);
  }
}
