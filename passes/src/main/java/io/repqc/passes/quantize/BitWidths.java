package io.repqc.passes.quantize;

import java.util.Collections;
import java.util.LinkedHashMap;
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
}
