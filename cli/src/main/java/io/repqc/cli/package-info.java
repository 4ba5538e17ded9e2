/** The {@code repqc} command: arguments in, text and exit status out; no compiler logic. */
package io.repqc.cli;
