package io.tributary.transfer.inflate;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.List;

/** The two functions of ISA-L that unpack. A call takes a microsecond more than its work. */
final class IsalLibrary {
  /** By their full names, as only packages for developers have {@code libisal.so}. */
  private static final List<String> NAMES = List.of("libisal.so.2", "libisal.2.dylib");

  private static IsalLibrary loaded;

  private final Function init;
  private final Function inflate;

  private IsalLibrary(NativeLibrary library) {
    this.init = library.getFunction("isal_inflate_init");
    this.inflate = library.getFunction("isal_inflate");
  }

  /** The library, once it has shown that it does what it should. */
  static synchronized IsalLibrary load() throws IsalUnavailableException {
    if (loaded == null) {
      IsalLibrary found = find();
      IsalProof.of(found);
      loaded = found;
    }
    return loaded;
  }

  private static IsalLibrary find() throws IsalUnavailableException {
    LinkageError first = null;
    for (String name : NAMES) {
      try {
        if (Native.POINTER_SIZE != Long.BYTES) {
          throw new IsalUnavailableException("ISA-L is used on 64 bits only", false, null);
        }
        return new IsalLibrary(NativeLibrary.getInstance(name));
      } catch (LinkageError e) {
        first = first == null ? e : first;
      }
    }
    throw new IsalUnavailableException("ISA-L is not installed (Debian: libisal2)", false, first);
  }

  /** {@code isal_inflate_init}: begins a stream of raw deflate data. */
  void init(long state) {
    init.invokeVoid(new Object[] {state});
  }

  /**
   * {@code isal_inflate}: unpacks until the output is full or the input is used up.
   *
   * @return 0, or below 0 for corrupt data
   */
  int inflate(long state) {
    return inflate.invokeInt(new Object[] {state});
  }
}
