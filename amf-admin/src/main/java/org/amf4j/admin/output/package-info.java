/** Tables for people and JSON for programs. */
package org.amf4j.admin.output;
