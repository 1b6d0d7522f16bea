/**
 * The command {@code wait}: looks at a source until the delivery is complete and stable, and
 * freezes what is there as the day's {@code sources.json}.
 */
package io.tributary.transfer.await;
