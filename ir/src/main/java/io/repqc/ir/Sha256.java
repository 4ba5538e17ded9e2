package io.repqc.ir;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest by which files and numbers are told apart. */
public final class Sha256 {
  private Sha256() {}

  /** Of nothing so far. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IrException("every Java has SHA-256", e);
    }
  }
}
