package io.repqc.ir;

/** A result of the graph under the name by which its user asks for it. */
public record Output(String name, Value value) {}
