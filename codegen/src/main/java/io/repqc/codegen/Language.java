package io.repqc.codegen;

/** What programs are printed as. */
public enum Language {
  C,
  JAVA
}
