/** The director's state as values for people and programs: reports and runtime attributes. */
package org.amf4j.core.view;
