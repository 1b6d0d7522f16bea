package io.tributary.embedded.sample;

/** A member of an archive, finished. */
final class SampleMember {
  private final SampleTable table;
  private final String name;
  private final byte[] bytes;
  private final MemberFigures figures;

  SampleMember(SampleTable table, String name, byte[] bytes, MemberFigures figures) {
    this.table = table;
    this.name = name;
    this.bytes = bytes;
    this.figures = figures;
  }

  SampleTable table() {
    return table;
  }

  String name() {
    return name;
  }

  /** The content, not a copy. */
  byte[] bytes() {
    return bytes;
  }

  MemberFigures figures() {
    return figures;
  }
}
