/** The loop that trains a network: data, loss, optimizers, schedules, checkpoints. */
package io.repqc.tune.training;
