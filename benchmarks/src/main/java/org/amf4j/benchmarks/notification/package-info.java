/** {@code ./amf bench notifications}: how fast and how completely notifications reach their subscribers. */
package org.amf4j.benchmarks.notification;
