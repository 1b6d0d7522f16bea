/**
 * Where deliveries come from: {@link io.tributary.transfer.source.DeliverySource} lists and reads
 * the files of one directory; SFTP, S3 and local implementations are here, another one is a class
 * more and a line in {@code META-INF/services}.
 */
package io.tributary.transfer.source;
