package io.tributary.transfer.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Forwards connections, and cuts each of the first ones after so many bytes of replies. */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int target;
  private final int cutAfter;
  private final AtomicInteger cutsLeft;
  final AtomicInteger connections = new AtomicInteger();

  CuttingProxy(int target, int cutAfter, int cuts) throws IOException {
    this.target = target;
    this.cutAfter = cutAfter;
    this.cutsLeft = new AtomicInteger(cuts);
    daemon(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      connections.incrementAndGet();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      int limit = cutsLeft.getAndDecrement() > 0 ? cutAfter : Integer.MAX_VALUE;
      daemon(() -> forward(client, server, Integer.MAX_VALUE));
      daemon(() -> forward(server, client, limit));
    }
  }

  private static void forward(Socket from, Socket to, int limit) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1 << 14];
      int left = limit;
      while (left > 0) {
        int n = in.read(buffer, 0, Math.min(buffer.length, left));
        if (n < 0) {
          return;
        }
        out.write(buffer, 0, n);
        left -= n;
      }
    }
  }

  private static void daemon(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException expected) {
                // The other side is gone, which is what this class is for.
              }
            },
            "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private interface Task {
    void run() throws IOException;
  }
}
