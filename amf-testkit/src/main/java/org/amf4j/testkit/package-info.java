/** A whole cluster in virtual time: the production director over simulated agents. */
package org.amf4j.testkit;
