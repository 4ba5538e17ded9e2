package io.repqc.frontend.onnx;

import java.util.BitSet;
import java.util.Random;

/** Damages the bytes of a model where its structure lies, not its weights. */
final class Mutation {
  private static final int[] ODD_BYTES = {0, 1, 8, 9, 16, 0x7f, 0x80, 0xff};
  private static final int SHORTEST_WORD = 4;
  private static final int REACH = 16;

  private final byte[] original;
  private final int[] places;
  private final Random random;

  Mutation(byte[] original, long seed) {
    this.original = original;
    this.places = structure(original);
    this.random = new Random(seed);
  }

  /** The bytes near words: names and operators stand beside tags, lengths and small numbers. */
  private static int[] structure(byte[] bytes) {
    BitSet near = new BitSet();
    int letters = 0;
    for (int i = 0; i < bytes.length; i++) {
      letters = bytes[i] >= '.' && bytes[i] < 127 ? letters + 1 : 0;
      if (letters >= SHORTEST_WORD) {
        near.set(Math.max(0, i - REACH), Math.min(bytes.length, i + REACH));
      }
    }
    return near.stream().toArray();
  }

  byte[] next() {
    byte[] mutant = original.clone();
    int changes = random.nextInt(4) == 0 ? 4 : 1;
    for (int i = 0; i < changes; i++) {
      mutant = change(mutant, Math.min(place(), mutant.length - 1));
    }
    return mutant;
  }

  private int place() {
    return places[random.nextInt(places.length)];
  }

  private byte[] change(byte[] bytes, int at) {
    switch (random.nextInt(7)) {
      case 0 -> bytes[at] = (byte) (bytes[at] ^ 1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) ODD_BYTES[random.nextInt(ODD_BYTES.length)];
      case 2 -> bytes[at] = (byte) random.nextInt();
      case 3 -> bytes[at] = (byte) (bytes[at] + (random.nextBoolean() ? 1 : -1));
      case 4 -> copy(bytes, place(), at);
      case 5 -> {
        return insert(bytes, at, 1 + random.nextInt(8));
      }
      default -> {
        return delete(bytes, at, 1 + random.nextInt(8));
      }
    }
    return bytes;
  }

  private void copy(byte[] bytes, int from, int to) {
    int length = Math.min(1 + random.nextInt(32), bytes.length - to);
    System.arraycopy(original, from, bytes, to, Math.min(length, original.length - from));
  }

  private byte[] insert(byte[] bytes, int at, int length) {
    byte[] added = new byte[length];
    random.nextBytes(added);
    byte[] longer = new byte[bytes.length + length];
    System.arraycopy(bytes, 0, longer, 0, at);
    System.arraycopy(added, 0, longer, at, length);
    System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
    return longer;
  }

  private static byte[] delete(byte[] bytes, int at, int length) {
    int dropped = Math.min(length, bytes.length - at);
    byte[] shorter = new byte[bytes.length - dropped];
    System.arraycopy(bytes, 0, shorter, 0, at);
    System.arraycopy(bytes, at + dropped, shorter, at, shorter.length - at);
    return shorter;
  }
}
