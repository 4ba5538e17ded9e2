package io.repqc.tests.nativecode;

import io.repqc.codegen.Call;
import io.repqc.codegen.Target;
import io.repqc.codegen.lower.Lowering;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Chooses a few of the random networks that together call every kernel that some of them call. */
final class CallingAll {
  private static final List<Sample> RANDOM =
      LongStream.range(0, 100).mapToObj(Sample::random).toList();

  private CallingAll() {}

  /** For a target; each takes on the most kernels that those before it do not call. */
  static List<Sample> of(Target target) {
    Map<Sample, Set<String>> kernels = new LinkedHashMap<>();
    RANDOM.forEach(sample -> kernels.put(sample, kernels(sample, target)));
    Set<String> missing = new TreeSet<>();
    kernels.values().forEach(missing::addAll);
    List<Sample> chosen = new ArrayList<>();
    while (!missing.isEmpty()) {
      Sample best = RANDOM.get(0);
      for (Sample sample : RANDOM) {
        if (common(kernels.get(sample), missing) > common(kernels.get(best), missing)) {
          best = sample;
        }
      }
      chosen.add(best);
      missing.removeAll(kernels.get(best));
    }
    return chosen;
  }

  private static int common(Set<String> some, Set<String> others) {
    Set<String> common = new HashSet<>(some);
    common.retainAll(others);
    return common.size();
  }

  private static Set<String> kernels(Sample sample, Target target) {
    return Lowering.of(sample.model(), target, sample.name(), false).steps().stream()
        .flatMap(step -> step.calls().stream())
        .map(Call::kernel)
        .collect(Collectors.toSet());
  }
}
