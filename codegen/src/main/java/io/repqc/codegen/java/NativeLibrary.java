package io.repqc.codegen.java;

import io.repqc.codegen.Program;

/**
 * A program as C that was compiled to a shared library.
 *
 * @param platform the machine that it is for: its system, a hyphen and its processor
 * @param file what it is called there
 */
public record NativeLibrary(Program program, String platform, String file, byte[] bytes) {}
