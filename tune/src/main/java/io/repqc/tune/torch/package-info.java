/**
 * The engine on libtorch: each op of a graph as its tensors' operations, for autograd to follow.
 */
package io.repqc.tune.torch;
