/** What a redundancy model is: a pure function from a view of a service group to who should hold what. */
package org.amf4j.core.redundancy;
