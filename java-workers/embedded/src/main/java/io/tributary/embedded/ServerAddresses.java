package io.tributary.embedded;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the servers are and how to enter, as the one line of JSON that {@code serve} prints. */
record ServerAddresses(Map<String, String> sftp, int sftpPort, Map<String, String> s3) {
  static ServerAddresses of(
      StateDirectory state,
      String host,
      int sftpPort,
      String endpoint,
      String bucket,
      Secrets secrets) {
    Map<String, String> sftp = new LinkedHashMap<>();
    sftp.put("host", host);
    sftp.put("user", SftpServer.USER);
    sftp.put("privateKey", state.userKey().toString());
    sftp.put("knownHosts", state.knownHosts().toString());
    sftp.put("root", state.sftpRoot().toString());
    sftp.put("passwordUser", SftpServer.PASSWORD_USER);
    sftp.put("password", secrets.sftpPassword());
    Map<String, String> s3 = new LinkedHashMap<>();
    s3.put("endpoint", endpoint);
    s3.put("region", S3Server.REGION);
    s3.put("accessKeyId", secrets.accessKeyId());
    s3.put("secretAccessKey", secrets.secretAccessKey());
    s3.put("bucket", bucket);
    return new ServerAddresses(sftp, sftpPort, s3);
  }

  /** One line; written by a bare generator, since data binding costs a fifth of the start. */
  String json() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeObjectFieldStart("sftp");
      json.writeNumberField("port", sftpPort);
      write(json, sftp);
      json.writeEndObject();
      json.writeObjectFieldStart("s3");
      write(json, s3);
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Map<String, String> fields) throws IOException {
    for (Map.Entry<String, String> field : fields.entrySet()) {
      json.writeStringField(field.getKey(), field.getValue());
    }
  }
}
