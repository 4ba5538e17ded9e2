package io.repqc.frontend.text;

import io.repqc.ir.op.Family;
import io.repqc.ir.op.Op;
import io.repqc.ir.op.OpSchema;
import io.repqc.ir.op.OpSchema.Component;
import io.repqc.ir.text.IrPrinter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words for ops: which record, and which member if the record is a family. */
final class OpNames {
  static final Map<String, OpName> COMPUTED = new LinkedHashMap<>();
  static final Map<String, OpName> DECLARED = new LinkedHashMap<>();

  /** {@code member} is null where the record is no family. */
  record OpName(Class<? extends Op> type, Object member) {}

  static {
    for (Class<? extends Op> type : OpSchema.all()) {
      addMembers(type, IrPrinter.DECLARED.contains(type) ? DECLARED : COMPUTED);
    }
  }

  private OpNames() {}

  private static void addMembers(Class<? extends Op> type, Map<String, OpName> names) {
    List<Component> families =
        OpSchema.components(type).stream().filter(Component::isFamily).toList();
    if (families.isEmpty()) {
      names.put(OpSchema.mnemonic(type), new OpName(type, null));
      return;
    }
    for (Object member : ((Class<?>) families.get(0).type()).getEnumConstants()) {
      names.put(((Family) member).mnemonic(), new OpName(type, member));
    }
  }
}
