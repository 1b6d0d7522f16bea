package io.tributary.telemetry;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * An address as OpenLineage names datasets: {@code s3://bucket} and the key; {@code file} and the
 * path; of other schemes scheme, host and port, and the path. No user is part of a name.
 *
 * @param namespace of the storage
 * @param name in it
 */
record DatasetName(String namespace, String name) {
  static DatasetName of(String address) {
    try {
      URI uri = new URI(address.replace("{", "%7B").replace("}", "%7D").replace(" ", "%20"));
      String path = uri.getPath() == null ? "" : uri.getPath();
      return switch (String.valueOf(uri.getScheme())) {
        case "file" -> new DatasetName("file", path);
        case "s3" -> new DatasetName("s3://" + uri.getAuthority(), path.replaceFirst("^/+", ""));
        default -> new DatasetName(server(uri), path.isEmpty() ? "/" : path);
      };
    } catch (URISyntaxException e) {
      return new DatasetName("tributary", address.replaceFirst("//[^/]*@", "//"));
    }
  }

  private static String server(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port;
  }
}
