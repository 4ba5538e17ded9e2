/** Golden files: what a network computes, written down, and compared with what it computes now. */
package io.repqc.compiler.golden;
