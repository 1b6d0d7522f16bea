package io.tributary.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tributary.core.error.ConfigurationException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
  @ParameterizedTest
  @CsvSource({
    "s3://bucket/a/b, s3, bucket, a/b",
    "s3://bucket/a/b/, s3, bucket, a/b",
    "s3://bucket/, s3, bucket, ''",
    "s3://bucket, s3, bucket, ''",
    "file:///a/b, file, '', a/b",
    "file:///, file, '', ''",
    "s3://bucket/a b/ü%20, s3, bucket, a b/ü%20",
  })
  void readsTheTextForm(String text, String scheme, String authority, String path) {
    Location location = Location.parse(text);
    assertThat(location).isEqualTo(new Location(scheme, authority, path));
    assertThat(Location.parse(location.toString())).isEqualTo(location);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/a/b",
        "a/b",
        "s3:/bucket/a",
        "s3:///a",
        "://bucket/a",
        "file://a/b",
        "file://a",
        "s3://bucket/a//b",
        "s3://bucket/../a",
        "s3://bucket/a/.",
        "file:///a/../../etc"
      })
  void refusesWhatIsNoLocation(String text) {
    assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> Location.parse(text));
  }

  @Test
  void goesDownAndNamesItself() {
    Location root = Location.parse("s3://bucket/root");
    assertThat(root.child("a").child("b/c/")).hasToString("s3://bucket/root/a/b/c");
    assertThat(root.child("a.csv").name()).isEqualTo("a.csv");
    assertThat(Location.parse("s3://bucket").child("a")).hasToString("s3://bucket/a");
    assertThat(root.relativize(root.child("a/b"))).isEqualTo("a/b");
    assertThat(Location.parse("s3://bucket").relativize(root)).isEqualTo("root");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", ".", "..", "a/../../b", "a//b", "../root2"})
  void nothingLeavesItsRoot(String relative) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Location.parse("s3://bucket/root").child(relative));
  }

  @Test
  void whatIsNotBelowHasNoRelativePath() {
    Location root = Location.parse("s3://bucket/root");
    for (String other :
        new String[] {"s3://bucket/root2/a", "s3://other/root/a", "file:///root/a"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> root.relativize(Location.parse(other)))
          .withMessage(other + " is not below s3://bucket/root");
    }
  }

  @Test
  void localPathsAreLocations() {
    assertThat(Location.of(Path.of("/a/./b/../c"))).hasToString("file:///a/c");
    assertThat(Location.parse("file:///a/c").toPath()).isEqualTo(Path.of("/a/c"));
    assertThatIllegalStateException().isThrownBy(() -> Location.parse("s3://b/a").toPath());
  }
}
