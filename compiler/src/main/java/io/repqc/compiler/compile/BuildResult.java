package io.repqc.compiler.compile;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What came of compiling generated files; their test went well if it ran.
 *
 * @param compiler the command
 * @param machine what it compiles for
 * @param hasRun whether that is this machine, and the test ran
 * @param code how many bytes of code and its tables there are beside the constants, if the object
 *     files tell
 * @param stack how many bytes of stack a run takes at most, if the compiler tells
 */
public record BuildResult(
    String compiler, String machine, boolean hasRun, OptionalLong code, OptionalInt stack) {}
