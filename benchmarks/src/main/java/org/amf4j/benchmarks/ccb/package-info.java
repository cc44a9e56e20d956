/** {@code ./amf bench ccb}: how long large changes of the configuration take. */
package org.amf4j.benchmarks.ccb;
