/** How the controllers' leader takes requests about checkpoints and tells nodes what was decided. */
package org.amf4j.ckpt.desk;
