package io.tributary.transfer.archive;

import io.tributary.core.config.LimitsSpec;
import io.tributary.core.config.LimitsSpec.LooseEnds;
import io.tributary.core.document.ArchiveManifest.LooseEnd;
import io.tributary.core.document.RefusalReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a tar as it is unpacked: v7, ustar, PAX, GNU and star, several tars one after the other.
 * Nothing is skipped in silence: what is no regular file or directory is refused. A tar that ends
 * without the zero blocks that every writer ends with, or before the bytes do, has a loose end.
 *
 * <p>It is written by hand since libraries recurse on nested headers, stop after the first of
 * several archives, and copy every byte; this one hands content on where it was unpacked.
 */
public final class TarReader {
  private static final ByteSink NOWHERE = (bytes, from, to) -> {};

  /** What ustar, PAX, GNU and star have in each header. */
  private static final long USTAR = 0x7573746172L;

  private final UnpackedBytes in;
  private final UnpackedWindow window;
  private final LimitsSpec limits;
  private long entries;
  private final List<LooseEnd> looseEnds = new ArrayList<>();
  private boolean anyHeader;
  private boolean afterZeros;
  private long remaining;
  private int padding;

  /** Reads the tar inside {@code in}. */
  public TarReader(UnpackedBytes in, LimitsSpec limits) {
    this.in = in;
    this.window = new UnpackedWindow(in);
    this.limits = limits;
  }

  /** The next entry, whose predecessor's content is skipped if it was not read; empty: the end. */
  public Optional<TarEntry> next() {
    content(NOWHERE);
    PaxHeader extended = new PaxHeader();
    Optional<String> longName = Optional.empty();
    for (int extensions = 0; extensions <= limits.nesting(); extensions++) {
      if (!findHeader(extensions > 0)) {
        return Optional.empty();
      }
      TarHeaderBlock header = new TarHeaderBlock(window.bytes, window.position);
      switch (header.type()) {
        case 'x', 'X' -> extended.addLocal(extension(header.size()));
        case 'g' -> PaxHeader.checkGlobal(extension(header.size()));
        case 'L' -> longName = Optional.of(longName(extension(header.size())));
        case 'K', 'V' -> extension(header.size());
        default -> {
          Optional<String> name = extended.path().isPresent() ? extended.path() : longName;
          return Optional.of(begin(header, name, extended.size()));
        }
      }
    }
    throw malformed(
        "more extended headers than limits.nesting, " + limits.nesting() + ", speak of one entry");
  }

  /** Hands on the present entry's content, all that was not handed on yet. */
  public void content(ByteSink sink) {
    while (remaining > 0) {
      int available = window.available();
      if (available == 0) {
        throw truncated("within a member's content");
      }
      int count = (int) Math.min(available, remaining);
      sink.accept(window.bytes, window.position, window.position + count);
      window.position += count;
      remaining -= count;
    }
    if (padding > 0) {
      if (!window.require(padding)) {
        throw truncated("within a member's padding");
      }
      window.position += padding;
      padding = 0;
    }
  }

  /** What is loose at the end, once it was reached; where that is not refused. */
  public List<LooseEnd> looseEnds() {
    List<LooseEnd> all = new ArrayList<>(looseEnds);
    if (in.trailing() > 0) {
      all.add(trailingData(in.trailing(), "after its end that are not gzip"));
    }
    return all;
  }

  private TarEntry begin(TarHeaderBlock header, Optional<String> longer, Optional<Long> larger) {
    String delivered = longer.orElseGet(header::name);
    long size = larger.orElseGet(header::size);
    char type = header.type();
    boolean directory = type == '5' || (isFile(type) && delivered.endsWith("/"));
    if (EntryName.length(delivered) > limits.nameLength()) {
      throw nameTooLong();
    }
    String name = EntryName.checked(delivered, directory);
    if (!directory) {
      checkType(type, name);
    } else if (size != 0) {
      throw malformed("folder " + EntryName.shown(name) + " has content");
    }
    if (size > limits.memberBytes()) {
      throw new RefusedException(
          RefusalReason.MEMBER_TOO_LARGE,
          EntryName.shown(name)
              + " has "
              + size
              + " bytes, limits.member-size allows "
              + limits.memberBytes());
    }
    if (entries == limits.entries()) {
      throw new RefusedException(
          RefusalReason.TOO_MANY_ENTRIES, "has more entries than limits.entries, " + entries);
    }
    window.position += TarHeaderBlock.SIZE;
    expect(size);
    return new TarEntry(entries++, name, !directory, size);
  }

  /**
   * Moves to the next header block, over the zero blocks that end a tar.
   *
   * @param promised whether an extended header announced an entry
   * @return false at the end of the last tar
   */
  private boolean findHeader(boolean promised) {
    while (window.require(TarHeaderBlock.SIZE)) {
      TarHeaderBlock block = new TarHeaderBlock(window.bytes, window.position);
      if (!block.isZero()) {
        if (!block.checksumFits()) {
          endBeforeOtherBytes();
          return false;
        }
        anyHeader = true;
        afterZeros = false;
        return true;
      }
      if (promised) {
        throw malformed("an extended header is followed by no entry");
      }
      afterZeros = true;
      window.position += TarHeaderBlock.SIZE;
    }
    if (window.limit > window.position) {
      if (anyHeader && !afterZeros) {
        throw truncated("within a header");
      }
      endBeforeOtherBytes();
    } else if (!afterZeros) {
      endWithoutZeros(promised);
    }
    return false;
  }

  /** Here is the end: no zero blocks, and no more bytes. */
  private void endWithoutZeros(boolean promised) {
    if (!anyHeader) {
      throw new RefusedException(RefusalReason.EMPTY_ARCHIVE, "unpacks to no bytes");
    }
    String without = "without the zero blocks that end a tar";
    if (promised || in.trailing() > 0) {
      // An entry is missing, or what follows in the file was to be more of the tar.
      throw truncated(without);
    }
    if (limits.looseEnds() == LooseEnds.REFUSE) {
      throw new RefusedException(RefusalReason.UNENDED_TAR, "the tar ends " + without);
    }
    looseEnds.add(
        new LooseEnd(
            RefusalReason.UNENDED_TAR.code(), Optional.empty(), "the tar ends " + without));
  }

  /** Here are bytes that are no header; behind a tar's zero blocks they are a loose end. */
  private void endBeforeOtherBytes() {
    if (!anyHeader && !afterZeros) {
      throw new RefusedException(RefusalReason.NOT_TAR, "does not begin like a tar");
    }
    if (!afterZeros) {
      throw malformed("the header after entry " + (entries - 1) + " has a wrong checksum");
    }
    String where = "after the end of the tar";
    if (!anyHeader || limits.looseEnds() == LooseEnds.REFUSE) {
      throw new RefusedException(RefusalReason.TRAILING_DATA, "has bytes " + where);
    }
    looseEnds.add(trailingData(skipOtherBytes(), where));
  }

  /** To the end of what is unpacked, all of it checked; not over what may be another tar. */
  private long skipOtherBytes() {
    long skipped = 0;
    long lastBytes = 0;
    for (int count = window.atMost(TarHeaderBlock.SIZE); count > 0; ) {
      TarHeaderBlock block = new TarHeaderBlock(window.bytes, window.position);
      boolean header = count == TarHeaderBlock.SIZE && !block.isZero() && block.checksumFits();
      for (int i = 0; i < count; i++) {
        lastBytes = (lastBytes << 8 | (window.bytes[window.position++] & 0xff)) & 0xff_ffff_ffffL;
        header |= lastBytes == USTAR;
      }
      if (header) {
        throw new RefusedException(
            RefusalReason.TRAILING_DATA, "has bytes after the end of the tar, and a tar in them");
      }
      skipped += count;
      count = window.atMost(TarHeaderBlock.SIZE);
    }
    return skipped;
  }

  private static LooseEnd trailingData(long bytes, String where) {
    return new LooseEnd(
        RefusalReason.TRAILING_DATA.code(), Optional.of(bytes), "has " + bytes + " bytes " + where);
  }

  /** The content of a header that speaks of the next one. */
  private byte[] extension(long size) {
    if (size > PaxHeader.MAXIMUM_SIZE) {
      throw new RefusedException(
          RefusalReason.NAME_TOO_LONG, "an extended header has " + size + " bytes");
    }
    window.position += TarHeaderBlock.SIZE;
    expect(size);
    byte[] content = new byte[(int) size];
    int[] filled = {0};
    content(
        (bytes, from, to) -> {
          System.arraycopy(bytes, from, content, filled[0], to - from);
          filled[0] += to - from;
        });
    return content;
  }

  private void expect(long size) {
    remaining = size;
    padding = (int) (-size & (TarHeaderBlock.SIZE - 1));
  }

  private String longName(byte[] content) {
    int end = 0;
    while (end < content.length && content[end] != 0) {
      end++;
    }
    for (int i = end; i < content.length; i++) {
      if (content[i] != 0) {
        throw new RefusedException(RefusalReason.UNSAFE_NAME, "a name holds a NUL");
      }
    }
    if (end > limits.nameLength()) {
      throw nameTooLong();
    }
    return EntryName.decode(Arrays.copyOf(content, end));
  }

  private static boolean isFile(char type) {
    return type == '0' || type == '\0' || type == '7';
  }

  private static void checkType(char type, String name) {
    if (isFile(type)) {
      return;
    }
    String shown = EntryName.shown(name);
    switch (type) {
      case '1' -> throw new RefusedException(RefusalReason.LINK, shown + " is a hard link");
      case '2' -> throw new RefusedException(RefusalReason.LINK, shown + " is a symbolic link");
      case 'S' -> throw new RefusedException(RefusalReason.SPARSE_FILE, shown + " is sparse");
      case '3', '4', '6' ->
          throw new RefusedException(RefusalReason.SPECIAL_FILE, shown + " is a device or pipe");
      default ->
          throw new RefusedException(
              RefusalReason.SPECIAL_FILE,
              shown + " is of the unknown type " + Integer.toHexString(type));
    }
  }

  private RefusedException nameTooLong() {
    return new RefusedException(
        RefusalReason.NAME_TOO_LONG,
        "has a name longer than limits.name-length, " + limits.nameLength());
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException(RefusalReason.MALFORMED_TAR, detail);
  }

  private static RefusedException truncated(String where) {
    return new RefusedException(RefusalReason.TRUNCATED, "the tar ends " + where);
  }
}
