package io.repqc.tune.training;

import io.repqc.compiler.run.Rows;
import io.repqc.compiler.tune.TrainingSettings;
import io.repqc.ir.IrException;
import io.repqc.ir.Model;
import io.repqc.ir.Sha256;
import io.repqc.ir.Tensor;
import io.repqc.ir.text.IrPrinter;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What tells a task from others, by what its user calls each part of it. */
final class Fingerprint {
  private static final int PIECE = 1 << 20;
  private static final int DIGEST_BYTES = 8;

  private Fingerprint() {}

  static Map<String, String> of(TrainingTask task) {
    Map<String, String> parts = new LinkedHashMap<>(task.request());
    settings(task.settings(), parts);
    parts.put("held-out share", String.valueOf(task.held()));
    parts.put("network with its quantizers", digest(task.trainee().model()));
    parts.put("teacher", task.teacher().map(Fingerprint::digest).orElse("none"));
    task.data()
        .inputs()
        .forEach((name, tensor) -> parts.put("data of input \"" + name + "\"", digest(tensor)));
    parts.put("answers", digest(task.data().answers().tensor()));
    return parts;
  }

  /** A line for each part in which two tasks differ. */
  static List<String> differences(Map<String, String> before, Map<String, String> now) {
    List<String> differences = new ArrayList<>();
    now.forEach(
        (part, value) -> {
          String other = before.getOrDefault(part, "none");
          if (!other.equals(value)) {
            differences.add("%s: it was %s, now it is %s".formatted(part, other, value));
          }
        });
    before.forEach(
        (part, value) -> {
          if (!now.containsKey(part)) {
            differences.add("%s: it was %s, now it is none".formatted(part, value));
          }
        });
    return differences;
  }

  private static void settings(TrainingSettings settings, Map<String, String> parts) {
    for (RecordComponent component : TrainingSettings.class.getRecordComponents()) {
      try {
        Object value = component.getAccessor().invoke(settings);
        parts.put(words(component.getName()), text(value));
      } catch (ReflectiveOperationException e) {
        throw new IrException("a record's components can be read", e);
      }
    }
  }

  /** {@code learningRate} as {@code learning rate}. */
  private static String words(String name) {
    return name.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static String text(Object value) {
    return value.toString().replace("OptionalInt", "").replaceAll("[\\[\\]]", "");
  }

  private static String digest(Model model) {
    MessageDigest sha256 = Sha256.start();
    sha256.update(IrPrinter.print(model).getBytes(StandardCharsets.UTF_8));
    return digits(sha256);
  }

  /** In pieces, since data are large. */
  private static String digest(Tensor tensor) {
    MessageDigest sha256 = Sha256.start();
    sha256.update(tensor.type().toString().getBytes(StandardCharsets.UTF_8));
    if (tensor.shape().rank() == 0) {
      sha256.update(tensor.toBytes());
      return digits(sha256);
    }
    int items = tensor.shape().dim(0);
    int piece = Math.max(1, PIECE / Math.max(1, tensor.count() / Math.max(1, items)));
    for (int from = 0; from < items; from += piece) {
      sha256.update(Rows.slice(tensor, from, Math.min(items, from + piece)).toBytes());
    }
    return digits(sha256);
  }

  private static String digits(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
  }
}
