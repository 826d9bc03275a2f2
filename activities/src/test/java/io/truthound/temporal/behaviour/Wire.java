package io.truthound.temporal.behaviour;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A wire to a server on this machine, which can be cut and mended. */
final class Wire implements AutoCloseable {
  private final String host;
  private final int port;
  private final ServerSocket door;
  private final List<Socket> ends = new CopyOnWriteArrayList<>();
  private volatile boolean cut;

  Wire(String address) throws IOException {
    host = address.substring(0, address.indexOf(':'));
    port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  String address() {
    return "127.0.0.1:" + door.getLocalPort();
  }

  /** Ends all connections, and every new one at once. */
  void cut() {
    cut = true;
    ends.forEach(Wire::end);
  }

  void mend() {
    cut = false;
  }

  private void accept() {
    try {
      while (true) {
        Socket near = door.accept();
        if (cut) {
          end(near);
        } else {
          Socket far = new Socket(host, port);
          ends.add(near);
          ends.add(far);
          daemon(() -> copy(near, far));
          daemon(() -> copy(far, near));
        }
      }
    } catch (IOException closed) {
      ends.forEach(Wire::end);
    }
  }

  private static void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException gone) {
      end(from);
      end(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
