package io.tributary.transfer.inflate;

import io.tributary.core.error.ConfigurationException;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ways to unpack deflate data. */
public enum Inflation {
  /** The JDK's zlib: always there, and the judge of all that is refused. */
  JDK {
    @Override
    public Inflate open() {
      return new JdkInflate();
    }
  },

  /** Intel's ISA-L, a native library that is found at run time (Debian: {@code libisal2}). */
  ISAL {
    @Override
    public Inflate open() {
      try {
        return new IsalInflate(IsalLibrary.load());
      } catch (IsalUnavailableException e) {
        throw new IllegalStateException("chosen where it does not work", e);
      }
    }
  };

  /** The setting's name in the environment. */
  static final String SETTING = "TRIBUTARY_INFLATER";

  private static final Logger LOG = LoggerFactory.getLogger(Inflation.class);

  /** A new one, to be closed after use. */
  public abstract Inflate open();

  /** Its name, as in the setting and in run records. */
  public String shown() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What {@code TRIBUTARY_INFLATER} asks for: {@code jdk}, {@code isal}, or {@code auto}, the
   * fastest that works here, which is the default.
   *
   * @throws ConfigurationException for other values, and for {@code isal} where it does not work
   */
  public static Inflation chosen(Map<String, String> environment) {
    String setting = environment.getOrDefault(SETTING, "auto");
    return switch (setting) {
      case "jdk" -> JDK;
      case "isal" -> isal();
      case "auto" -> fastest();
      default ->
          throw new ConfigurationException(
              SETTING + " is '" + setting + "': set it to auto, jdk or isal");
    };
  }

  private static Inflation isal() {
    try {
      IsalLibrary.load();
      return ISAL;
    } catch (IsalUnavailableException e) {
      throw new ConfigurationException(
          SETTING + " is 'isal', but " + e.getMessage() + "; install it, or set auto", e);
    }
  }

  private static Inflation fastest() {
    try {
      IsalLibrary.load();
      LOG.debug("archives are unpacked by ISA-L");
      return ISAL;
    } catch (IsalUnavailableException e) {
      if (e.broken()) {
        LOG.warn("archives are unpacked by the JDK, since {}", e.getMessage());
      } else {
        LOG.debug("archives are unpacked by the JDK, since {}", e.getMessage());
      }
      return JDK;
    }
  }
}
