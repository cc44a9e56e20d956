/** Objects, classes and changes of the information model between records of the API and messages of imm.proto. */
package org.amf4j.protocol.model;
