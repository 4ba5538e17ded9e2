package io.repqc.codegen;

/** Where elements lie: in the workspace, in the program's constants or with the caller. */
public sealed interface Place permits Buffer, Constant, Planes, Port {
  /** What generated code calls it. */
  String name();
}
