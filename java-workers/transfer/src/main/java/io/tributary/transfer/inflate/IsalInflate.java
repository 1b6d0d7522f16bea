package io.tributary.transfer.inflate;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;

/**
 * By ISA-L. Its state, its input and its output lie in one piece of native memory, so that it is
 * given nothing that the collector may move; the copies in and out run at memory's speed.
 */
final class IsalInflate implements Inflate {
  private static final int OUTPUT = 256 * 1024;

  /**
   * What is copied of a stream's first input, for streams may be short; twice as much each time.
   */
  private static final int FIRST_SLICE = 4 * 1024;

  private static final int ALIGNMENT = 64;

  /** Between the areas, and behind the last: nobody's. */
  private static final int GAP = 4096 - IsalState.SIZE % ALIGNMENT;

  private static final int INPUT_AT = IsalState.SIZE + GAP;
  private static final int OUTPUT_AT = INPUT_AT + MAXIMUM_INPUT + ALIGNMENT;
  private static final int END = OUTPUT_AT + OUTPUT;
  private static final byte NOBODYS = (byte) 0xa5;

  private final IsalLibrary library;
  private final ByteBuffer memory;
  private final long address;

  /** The input as it was given, of which all before {@link #next} is copied. */
  private byte[] input = new byte[0];

  private int first;
  private int next;
  private int last;
  private int slice;
  private boolean ended;

  /** What is wrong behind the bytes that were handed out last; 0: nothing yet. */
  private int failure;

  IsalInflate(IsalLibrary library) {
    this.library = library;
    this.memory =
        ByteBuffer.allocateDirect(END + GAP + ALIGNMENT)
            .alignedSlice(ALIGNMENT)
            .order(ByteOrder.nativeOrder());
    this.address = Pointer.nativeValue(Native.getDirectBufferPointer(memory));
    mark(IsalState.SIZE, INPUT_AT);
    mark(END, END + GAP);
    begin();
  }

  @Override
  public Inflation kind() {
    return Inflation.ISAL;
  }

  @Override
  public void begin() {
    library.init(address);
    first = 0;
    next = 0;
    last = 0;
    slice = FIRST_SLICE;
    ended = false;
    failure = 0;
  }

  @Override
  public void input(byte[] bytes, int from, int to) {
    if (next < last || memory.getInt(IsalState.AVAIL_IN) != 0) {
      throw new IllegalStateException("the input before is not used up");
    }
    input = bytes;
    first = from;
    next = from;
    last = to;
  }

  @Override
  public int inflate(byte[] out, int from, int to) throws DataFormatException {
    while (failure == 0 && !ended) {
      int count = unpack(out, from, Math.min(to - from, OUTPUT));
      if (count > 0) {
        return count;
      }
      if (failure == 0 && !ended && !refill()) {
        return NEEDS_INPUT;
      }
    }
    if (failure != 0) {
      throw new DataFormatException("ISA-L's error " + failure);
    }
    return ENDED;
  }

  /** Copies more of the input, of which ISA-L has used all that it has; false: there is no more. */
  private boolean refill() {
    if (memory.getInt(IsalState.AVAIL_IN) != 0) {
      throw new IllegalStateException("ISA-L stopped before the end of its input");
    }
    int count = Math.min(slice, last - next);
    memory.put(INPUT_AT, input, next, count);
    memory.putLong(IsalState.NEXT_IN, address + INPUT_AT);
    memory.putInt(IsalState.AVAIL_IN, count);
    next += count;
    slice = Math.min(2 * slice, MAXIMUM_INPUT);
    return count > 0;
  }

  private int unpack(byte[] out, int from, int room) {
    memory.putLong(IsalState.NEXT_OUT, address + OUTPUT_AT);
    memory.putInt(IsalState.AVAIL_OUT, room);
    failure = Math.min(library.inflate(address), 0);
    ended = memory.getInt(IsalState.BLOCK_STATE) == IsalState.FINISHED;
    int count = room - memory.getInt(IsalState.AVAIL_OUT);
    memory.get(OUTPUT_AT, out, from, count);
    return count;
  }

  @Override
  public int unused() {
    int taken = memory.getInt(IsalState.TAKEN_BITS) / Byte.SIZE;
    int unused = last - next + memory.getInt(IsalState.AVAIL_IN) + taken;
    if (unused < 0 || unused > last - first) {
      throw new IllegalStateException(
          "ISA-L gives back " + unused + " of " + (last - first) + " bytes");
    }
    return unused;
  }

  /** Whether ISA-L has kept to its own memory. */
  boolean intact() {
    return marked(IsalState.SIZE, INPUT_AT) && marked(END, END + GAP);
  }

  /** The memory goes with this object. */
  @Override
  public void close() {
    // Nothing else to free.
  }

  private void mark(int from, int to) {
    for (int i = from; i < to; i++) {
      memory.put(i, NOBODYS);
    }
  }

  private boolean marked(int from, int to) {
    for (int i = from; i < to; i++) {
      if (memory.get(i) != NOBODYS) {
        return false;
      }
    }
    return true;
  }
}
