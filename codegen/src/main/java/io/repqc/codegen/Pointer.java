package io.repqc.codegen;

/** The element of a place at which a kernel starts, counted in bytes. */
public record Pointer(Place place, long offset) {}
