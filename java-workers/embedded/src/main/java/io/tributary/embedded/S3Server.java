package io.tributary.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * An S3 server over one directory, by S3Proxy. Its tests say in detail what it does; in short:
 *
 * <ul>
 *   <li>Signatures (version 4) and checksums are verified, in headers and in trailers. Only a
 *       checksum sent as a header is kept; the SDK's default sends trailers, so {@code HeadObject}
 *       shows none. A multipart upload's checksum is a composite.
 *   <li>{@code If-None-Match: *} holds on PutObject and CompleteMultipartUpload, also when many
 *       race. {@code If-Match} holds on both and on DeleteObject, but is checked before the write
 *       and not with it, so two writers at the same moment may both win: races are tested against
 *       another server. A missing key is 404, a changed one 412.
 *   <li>ETags are MD5 sums, quoted; those of multipart uploads end in the number of parts.
 *   <li>Ranges, ListObjectsV2 with delimiter and pages, ListParts, ListMultipartUploads and aborts
 *       are there; keys are listed in the order of their UTF-8 bytes.
 * </ul>
 */
final class S3Server implements Closeable {
  static final String REGION = "us-east-1";

  private final S3Proxy server;
  private final String bind;

  private S3Server(S3Proxy server, String bind) {
    this.server = server;
    this.bind = bind;
  }

  static S3Server start(String bind, int port, Path root, Secrets secrets, String bucket)
      throws Exception {
    FilesystemNio2BlobStore store = new FilesystemNio2BlobStore(root.toString());
    if (!store.containerExists(bucket)) {
      store.createContainer(bucket);
    }
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://" + bind + ":" + port))
            .awsAuthentication(
                AuthenticationType.AWS_V4, secrets.accessKeyId(), secrets.secretAccessKey())
            .stopTimeout(0)
            .build();
    try {
      server.start();
    } catch (IOException e) {
      if (e.getCause() instanceof BindException) {
        throw new EmbeddedException(
            "Port " + port + " of " + bind + " is in use; free it, or choose another --s3-port", e);
      }
      throw e;
    }
    return new S3Server(server, bind);
  }

  String endpoint() {
    return "http://" + bind + ":" + server.getPort();
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("The S3 server did not stop cleanly", e);
    }
  }
}
