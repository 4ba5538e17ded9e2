package io.repqc.passes.quantize;

import io.repqc.ir.ModelException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bits of each layer.
 *
 * @param ends those of layers that read the network's input or that no other layer follows
 * @param own those of layers whose names match a glob; the last that matches counts
 */
public record BitWidths(Bits usual, Bits ends, Map<String, Bits> own) {
  public static final BitWidths EIGHT = new BitWidths(Bits.EIGHT, Bits.EIGHT, Map.of());

  public BitWidths {
    own = Collections.unmodifiableMap(new LinkedHashMap<>(own));
  }

  /** Bits of single layers as users write them, each {@code GLOB=W4A8}. */
  public static Map<String, Bits> parse(List<String> texts) {
    Map<String, Bits> own = new LinkedHashMap<>();
    for (String text : texts) {
      int sign = text.lastIndexOf('=');
      ModelException.check(sign > 0, "\"%s\": expected a name and bits, as in stage1.*=W3A4", text);
      String glob = text.substring(0, sign);
      own.remove(glob);
      own.put(glob, Bits.parse(text.substring(sign + 1)));
    }
    return own;
  }

  /** The same texts again. */
  public List<String> ownTexts() {
    return own.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList();
  }
}
