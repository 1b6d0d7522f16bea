/** Reading on where a connection was cut. */
package io.tributary.transfer.resume;
