import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import net.jpountz.lz4.LZ4Factory;

/**
 * Moves segments from one side of a line to the other, packed or as they are: a thread packs, one
 * sends, one receives, one unpacks. Says where it listens, reads a line for each turn from standard
 * input, {@code PORT CODEC}, and answers with wall and CPU seconds and the bytes that were moved.
 */
public final class SegmentCodecs {
  /** As far apart as the member boundaries that a manifest names. */
  private static final int FRAME = 8 << 20;

  private static final byte[] END = {};

  /** Packs one frame, and unpacks it. */
  private interface Codec {
    byte[] pack(byte[] frame);

    byte[] unpack(byte[] packed, int size);
  }

  private static Codec codec(String name) {
    return switch (name) {
      case "none" -> new Plain();
      case "zstd" -> new Zstd();
      case "lz4" -> new Lz4();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static final class Plain implements Codec {
    @Override
    public byte[] pack(byte[] frame) {
      return frame;
    }

    @Override
    public byte[] unpack(byte[] packed, int size) {
      return packed;
    }
  }

  private static final class Zstd implements Codec {
    private final ZstdCompressCtx packing = new ZstdCompressCtx();
    private final ZstdDecompressCtx unpacking = new ZstdDecompressCtx();

    Zstd() {
      packing.setLevel(1);
    }

    @Override
    public byte[] pack(byte[] frame) {
      return packing.compress(frame);
    }

    @Override
    public byte[] unpack(byte[] packed, int size) {
      return unpacking.decompress(packed, size);
    }
  }

  private static final class Lz4 implements Codec {
    @Override
    public byte[] pack(byte[] frame) {
      return LZ4Factory.fastestInstance().fastCompressor().compress(frame);
    }

    @Override
    public byte[] unpack(byte[] packed, int size) {
      return LZ4Factory.fastestInstance().fastDecompressor().decompress(packed, size);
    }
  }

  private SegmentCodecs() {}

  public static void main(String[] files) throws Exception {
    List<byte[]> frames = new ArrayList<>();
    for (String file : files) {
      byte[] segment = Files.readAllBytes(Path.of(file));
      for (int at = 0; at < segment.length; at += FRAME) {
        frames.add(Arrays.copyOfRange(segment, at, Math.min(segment.length, at + FRAME)));
      }
    }
    try (ServerSocket listening = new ServerSocket(0);
        Scanner turns = new Scanner(System.in)) {
      System.out.println(listening.getLocalPort());
      while (turns.hasNextInt()) {
        System.out.println(turn(frames, listening, turns.nextInt(), codec(turns.next())));
      }
    }
  }

  private static String turn(List<byte[]> frames, ServerSocket listening, int port, Codec codec)
      throws Exception {
    BlockingQueue<byte[]> packed = new ArrayBlockingQueue<>(2);
    BlockingQueue<byte[]> received = new ArrayBlockingQueue<>(2);
    long[] cpu = new long[2];
    long[] moved = new long[1];
    long began = System.nanoTime();
    List<Thread> threads =
        List.of(
            start(
                () -> {
                  for (byte[] frame : frames) {
                    packed.put(codec.pack(frame));
                  }
                  packed.put(END);
                  cpu[0] = threadCpu();
                }),
            start(() -> moved[0] = send(packed, port)),
            start(() -> receive(listening, frames.size(), received)),
            start(
                () -> {
                  for (byte[] frame : frames) {
                    byte[] back = codec.unpack(received.take(), frame.length);
                    if (!Arrays.equals(back, frame)) {
                      throw new IllegalStateException("a frame came back otherwise");
                    }
                  }
                  cpu[1] = threadCpu();
                }));
    for (Thread thread : threads) {
      thread.join();
    }
    double wall = (System.nanoTime() - began) / 1e9;
    return String.join(
        " ",
        Double.toString(wall),
        Double.toString(cpu[0] / 1e9),
        Double.toString(cpu[1] / 1e9),
        Long.toString(moved[0]));
  }

  private static long send(BlockingQueue<byte[]> packed, int port) throws Exception {
    long bytes = 0;
    try (Socket socket = new Socket("127.0.0.1", port);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
      for (byte[] next = packed.take(); next != END; next = packed.take()) {
        out.writeInt(next.length);
        out.write(next);
        bytes += next.length;
      }
      out.flush();
      socket.shutdownOutput();
      socket.getInputStream().read();
    }
    return bytes;
  }

  private static void receive(ServerSocket listening, int frames, BlockingQueue<byte[]> received)
      throws Exception {
    try (Socket socket = listening.accept();
        DataInputStream in = new DataInputStream(socket.getInputStream())) {
      for (int i = 0; i < frames; i++) {
        byte[] packed = new byte[in.readInt()];
        in.readFully(packed);
        received.put(packed);
      }
    }
  }

  private static long threadCpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private interface Step {
    void run() throws Exception;
  }

  private static Thread start(Step step) {
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
              } catch (Exception e) {
                e.printStackTrace();
                System.exit(1);
              }
            });
    thread.start();
    return thread;
  }
}
