package io.repqc.compiler.golden;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** In what a network does not do what it did, a sentence each. */
final class Differences {
  private final Behaviour recorded;
  private final Behaviour found;
  private final List<String> sentences = new ArrayList<>();

  Differences(Behaviour recorded, Behaviour found) {
    this.recorded = recorded;
    this.found = found;
  }

  List<String> find() {
    compareInputs();
    if (sentences.isEmpty()) {
      compareOutputs();
      sentences.addAll(LayerDifferences.of(recorded.layers(), found.layers()));
    }
    return sentences;
  }

  /** With other inputs, what comes out says nothing. */
  private void compareInputs() {
    Map<String, RecordedLayer> inputs = new LinkedHashMap<>();
    found.inputs().forEach(input -> inputs.put(input.name(), input));
    for (RecordedLayer input : recorded.inputs()) {
      RecordedLayer now = inputs.remove(input.name());
      if (now == null) {
        add("there is no input \"%s\" any more", input.name());
      } else if (!now.type().equals(input.type())) {
        add("input \"%s\": %s", input.name(), TypeText.difference(input.type(), now.type()));
      } else if (!now.digest().equals(input.digest())) {
        add("input \"%s\": the numbers to run on are not those that were recorded", input.name());
      }
    }
    inputs.keySet().forEach(name -> add("there was no input \"%s\"", name));
  }

  private void compareOutputs() {
    Map<String, RecordedOutput> outputs = new LinkedHashMap<>();
    found.outputs().forEach(output -> outputs.put(output.name(), output));
    for (RecordedOutput output : recorded.outputs()) {
      Optional.ofNullable(outputs.remove(output.name()))
          .ifPresentOrElse(
              now -> sentences.addAll(OutputDifference.of(output, now)),
              () -> add("there is no output \"%s\" any more", output.name()));
    }
    outputs.keySet().forEach(name -> add("there was no output \"%s\"", name));
  }

  private void add(String format, Object... arguments) {
    sentences.add(format.formatted(arguments));
  }
}
