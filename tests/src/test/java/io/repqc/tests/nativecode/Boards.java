package io.repqc.tests.nativecode;

import java.io.File;
import java.util.List;

/** Compilers whose programs run on emulated boards with a Cortex-M core and no operating system. */
final class Boards {
  static final CCompiler CORTEX_M4 = compiler("cortex-m4", "mps2-an386", "-mfpu=fpv4-sp-d16");

  /** The bytes of the largest memory of that board. */
  static final long CORTEX_M4_MEMORY = 16 << 20;

  static final CCompiler CORTEX_M55 = compiler("cortex-m55", "mps3-an547", "-mfpu=auto");

  private Boards() {}

  private static CCompiler compiler(String core, String board, String floatUnit) {
    String support = new File(Boards.class.getResource("/cortex-m/start.c").getPath()).getParent();
    return new CCompiler(
        List.of("arm-none-eabi-gcc"),
        List.of(
            "-mcpu=" + core,
            "-mthumb",
            floatUnit,
            "-mfloat-abi=hard",
            "--specs=rdimon.specs",
            "-nostartfiles",
            "-I" + support,
            "-L" + support,
            "-T" + core + ".ld",
            support + "/start.c"),
        List.of(
            "qemu-system-arm",
            "-machine",
            board,
            "-nographic",
            "-monitor",
            "none",
            "-serial",
            "none",
            "-semihosting-config",
            "enable=on,target=native",
            "-kernel"));
  }
}
