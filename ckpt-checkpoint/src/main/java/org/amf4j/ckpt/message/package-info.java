/** What nodes say to each other about checkpoints. */
package org.amf4j.ckpt.message;
