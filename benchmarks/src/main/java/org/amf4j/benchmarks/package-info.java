/** Measurements of the director on large models: the generator of models, the runner, and the command that prints. */
package org.amf4j.benchmarks;
