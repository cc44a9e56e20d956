/** Keys and certificates by which the nodes of a cluster know each other: made, kept in files, and read. */
package org.amf4j.certificates;
