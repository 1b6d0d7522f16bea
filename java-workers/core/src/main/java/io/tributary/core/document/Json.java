package io.tributary.core.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tributary.core.error.DataException;
import io.tributary.core.error.ObjectMissingException;
import io.tributary.core.error.TemporaryException;
import io.tributary.core.store.Location;
import io.tributary.core.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The one way in which documents are written and read: indented, ISO times, enums in lower case,
 * members in the order of the record, absent values left out. Equal documents are equal bytes.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .build();

  private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
  private static final ObjectWriter PRETTY =
      MAPPER.writer(
          new DefaultPrettyPrinter().withObjectIndenter(INDENTER).withArrayIndenter(INDENTER));

  private Json() {}

  /** A document as indented text that ends with a newline, in UTF-8. */
  public static byte[] bytes(Object document) {
    try {
      return (PRETTY.writeValueAsString(document) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + document.getClass(), e);
    }
  }

  /** A document as one line, without the newline. */
  public static String line(Object document) {
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + document.getClass(), e);
    }
  }

  /**
   * Reads a document.
   *
   * @param from where the bytes come from, for messages
   * @throws DataException when they are not such a document
   */
  public static <T> T parse(byte[] bytes, Class<T> type, Object from) {
    T document;
    try {
      document = MAPPER.readValue(bytes, type);
    } catch (IOException e) {
      throw unreadable(type, from, e);
    }
    if (document == null) {
      throw unreadable(type, from, null);
    }
    return document;
  }

  private static DataException unreadable(Class<?> type, Object from, Throwable cause) {
    return new DataException(
        from + " is not a readable " + type.getSimpleName() + "; restore or remove it", cause);
  }

  /**
   * Reads a document from a store.
   *
   * @throws ObjectMissingException when it is not there
   * @throws DataException when it is not such a document
   */
  public static <T> T read(ObjectStore store, Location location, Class<T> type) {
    return parse(readBytes(store, location), type, location);
  }

  /** Reads a document from a store if it is there. */
  public static <T> Optional<T> find(ObjectStore store, Location location, Class<T> type) {
    try {
      return Optional.of(read(store, location, type));
    } catch (ObjectMissingException e) {
      return Optional.empty();
    }
  }

  /** All bytes of a small object. */
  public static byte[] readBytes(ObjectStore store, Location location) {
    try (InputStream in = store.read(location)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new TemporaryException("cannot read " + location + "; try again", e);
    }
  }
}
