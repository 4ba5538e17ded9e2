package io.repqc.compiler.merge;

import io.repqc.compiler.Progress;
import io.repqc.ir.Interpreter;
import io.repqc.ir.Model;
import io.repqc.ir.Tensor;
import io.repqc.ir.Value;
import io.repqc.ir.fast.FastEvaluation;
import io.repqc.passes.merge.Region;
import io.repqc.passes.merge.Regions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Runs the regions of a network as they were and as they are, on the same random inputs. */
final class Certification {
  private static final long SEED = 20;

  private final Regions regions;
  private final Map<String, Value> merged = new LinkedHashMap<>();
  private final Model after;
  private final Map<Value, Range> ranges;

  private Certification(Regions regions, Model after) {
    this.regions = regions;
    this.after = after;
    after.graph().values().forEach(value -> merged.put(value.name(), value));
    this.ranges = ranges();
  }

  /** A certificate for each region; {@code after} is the merged model with numbers as weights. */
  static List<Certificate> of(Regions regions, Model after, Progress progress) {
    Certification certification = new Certification(regions, after);
    List<Certificate> certificates = new ArrayList<>();
    for (Region region : regions.merged()) {
      certificates.add(new Certificate(region, certification.difference(region)));
      progress.advance(certificates.size(), regions.merged().size());
    }
    return certificates;
  }

  /** What the sources of the regions hold while the network runs on a random input. */
  private Map<Value, Range> ranges() {
    Set<Value> sources = Collections.newSetFromMap(new IdentityHashMap<>());
    regions.merged().forEach(region -> sources.add(region.source()));
    Map<Value, Range> observed = new IdentityHashMap<>();
    new Interpreter(regions.before(), new FastEvaluation())
        .run(
            inputs(),
            (value, tensor) -> {
              if (sources.contains(value)) {
                observed.put(value, Range.of(tensor));
              }
            });
    return observed;
  }

  private Map<String, Tensor> inputs() {
    SplittableRandom random = new SplittableRandom(SEED);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Value input : regions.before().graph().inputs()) {
      inputs.put(input.name(), Range.anything(input.type(), random));
    }
    return inputs;
  }

  private double difference(Region region) {
    Value source = region.source();
    Tensor input = ranges.get(source).draw(source.type(), new SplittableRandom(SEED));
    Tensor expected = new Excerpt(regions.before(), source, region.value()).run(input);
    Tensor found =
        new Excerpt(after, merged.get(source.name()), merged.get(region.value().name())).run(input);
    return difference(expected, found);
  }

  private static double difference(Tensor expected, Tensor found) {
    double largest =
        IntStream.range(0, expected.count())
            .mapToDouble(i -> Math.abs(expected.number(i) - found.number(i)))
            .max()
            .orElse(0);
    return largest == 0 ? 0 : largest / Range.of(expected).size();
  }
}
