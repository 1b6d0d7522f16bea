package io.tributary.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * The ETag of local files: two CRCs and the size, so equal bytes have equal ETags on every machine.
 *
 * <p>The mark is made while a file is written (both CRCs run in hardware, several GB/s) and kept in
 * an extended attribute together with the size and time that it was made for, so that asking for it
 * costs no reading. Where that is missing or does not fit the file any more (copied, edited, a file
 * system without extended attributes), the bytes are read once to make it anew. It detects changes,
 * not attacks: whoever may write the file may write its mark.
 */
final class ContentMark {
  private static final String ATTRIBUTE = "tributary.etag";

  /** Where the CRC32C begins in an ETag. */
  private static final int ETAG_CRC32C = 8;

  /** Where the size begins in an ETag. */
  private static final int ETAG_SIZE = 17;

  private final CRC32 crc32 = new CRC32();
  private final CRC32C crc32c = new CRC32C();
  private long size;

  void update(byte[] bytes, int offset, int length) {
    crc32.update(bytes, offset, length);
    crc32c.update(bytes, offset, length);
    size += length;
  }

  /** The size in an ETag. */
  static long size(String etag) {
    return Long.parseLong(etag.substring(ETAG_SIZE), 16);
  }

  /** The CRC32C in an ETag, in hexadecimal. */
  static String crc32c(String etag) {
    return etag.substring(ETAG_CRC32C, ETAG_CRC32C + 8);
  }

  /** The ETag of files behind one another, from the ETag of each: no byte is read for it. */
  static String joined(List<String> etags) {
    int crc32 = 0;
    int crc32c = 0;
    long size = 0;
    for (String etag : etags) {
      long length = size(etag);
      crc32 = CrcJoin.CRC32.join(crc32, Integer.parseUnsignedInt(etag.substring(0, 8), 16), length);
      crc32c =
          CrcJoin.CRC32C.join(crc32c, Integer.parseUnsignedInt(etag.substring(8, 16), 16), length);
      size += length;
    }
    return etag(crc32, crc32c, size);
  }

  long size() {
    return size;
  }

  String etag() {
    return etag((int) crc32.getValue(), (int) crc32c.getValue(), size);
  }

  private static String etag(int crc32, int crc32c, long size) {
    return String.format("%08x%08x-%x", crc32, crc32c, size);
  }

  /** Keeps an ETag with the file that it belongs to, where the file system can. */
  static void keep(Path file, String etag) throws IOException {
    UserDefinedFileAttributeView view = view(file);
    if (view == null) {
      return;
    }
    String text = etag + stamp(Files.readAttributes(file, BasicFileAttributes.class));
    try {
      view.write(ATTRIBUTE, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException | UnsupportedOperationException e) {
      // Without the attribute the mark is made from the bytes whenever it is asked for.
      return;
    }
  }

  /** The ETag of a file whose attributes were just read. */
  static String of(Path file, BasicFileAttributes attributes) throws IOException {
    String kept = kept(file);
    String stamp = stamp(attributes);
    if (kept.endsWith(stamp)) {
      return kept.substring(0, kept.length() - stamp.length());
    }
    ContentMark mark = new ContentMark();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        mark.update(buffer, 0, n);
      }
    }
    if (stamp.equals(stamp(Files.readAttributes(file, BasicFileAttributes.class)))) {
      keep(file, mark.etag());
    }
    return mark.etag();
  }

  private static String kept(Path file) {
    try {
      UserDefinedFileAttributeView view = view(file);
      if (view == null) {
        return "";
      }
      ByteBuffer bytes = ByteBuffer.allocate(128);
      view.read(ATTRIBUTE, bytes);
      return StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  private static UserDefinedFileAttributeView view(Path file) {
    return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
  }

  private static String stamp(BasicFileAttributes attributes) {
    return " " + attributes.size() + " " + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
  }
}
