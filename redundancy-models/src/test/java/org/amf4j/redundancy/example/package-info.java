/** A redundancy model as a user would write it; docs/custom-models.md shows it. */
package org.amf4j.redundancy.example;
