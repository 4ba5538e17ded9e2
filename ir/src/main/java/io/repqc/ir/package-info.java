/**
 * The graph and the meaning of its ops: values, types, tensors, the verifier, the printer and the
 * interpreter. Everything else in RepQC meets here; it depends on nothing.
 */
package io.repqc.ir;
