/** What a fail-over took: the demonstration and the benchmarks. */
package org.amf4j.admin.measure;
