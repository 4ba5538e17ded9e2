package io.repqc.cli.terminal;

/** Emphasis by the control sequences of ECMA-48, or none. */
public enum Style {
  PLAIN,
  COLOURED;

  public String heading(String text) {
    return wrap("1", text);
  }

  public String faint(String text) {
    return wrap("2", text);
  }

  public String bad(String text) {
    return wrap("31", text);
  }

  public String good(String text) {
    return wrap("32", text);
  }

  private String wrap(String code, String text) {
    return this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
