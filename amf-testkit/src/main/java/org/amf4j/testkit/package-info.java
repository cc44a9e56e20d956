/** A whole cluster in virtual time: the production director and agents over simulated processes and messages. */
package org.amf4j.testkit;
