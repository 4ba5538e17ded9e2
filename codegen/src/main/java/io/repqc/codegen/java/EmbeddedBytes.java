package io.repqc.codegen.java;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Bytes inside a class: as texts in Base64, each as long as a class file holds one. */
public final class EmbeddedBytes {
  /** What a class may well hold: a little above what a microcontroller's network has. */
  public static final int MOST = 256 * 1024;

  /** A class file holds up to 65,535 letters in one text. */
  private static final int TEXT = 60_000;

  private static final int LINE = 80;

  private EmbeddedBytes() {}

  /** Texts with commas between them. */
  static CodeBlock literals(byte[] bytes) {
    String letters = Base64.getEncoder().encodeToString(bytes);
    List<CodeBlock> texts = new ArrayList<>();
    for (int start = 0; start < letters.length(); start += TEXT) {
      texts.add(text(letters.substring(start, Math.min(start + TEXT, letters.length()))));
    }
    return CodeBlock.join(texts, ",\n");
  }

  /** In lines, which the compiler joins. */
  private static CodeBlock text(String letters) {
    List<CodeBlock> lines = new ArrayList<>();
    for (int start = 0; start < letters.length(); start += LINE) {
      lines.add(
          CodeBlock.of("$S", letters.substring(start, Math.min(start + LINE, letters.length()))));
    }
    return CodeBlock.join(lines, "\n+ ");
  }
}
