package io.tributary.transfer.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.core.document.SourceList.Archive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  @Test
  void dividesAllArchivesEvenly() {
    Random random = new Random(1);
    List<Archive> archives = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      archives.add(archive("a" + i, 100_000_000L + random.nextInt(400_000_000)));
    }
    List<Archive> all = new ArrayList<>();
    List<Long> loads = new ArrayList<>();
    for (int i = 1; i <= 7; i++) {
      List<Archive> share = new Shard(i, 7).share(archives);
      all.addAll(share);
      loads.add(share.stream().mapToLong(Archive::size).sum());
    }
    assertThat(all).containsExactlyInAnyOrderElementsOf(archives);
    assertThat(Collections.max(loads) - Collections.min(loads)).isLessThan(500_000_000);
  }

  @Test
  void isAFunctionOfTheListAndNotOfItsOrder() {
    List<Archive> archives = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      archives.add(archive("a" + i, i % 5));
    }
    List<Archive> share = new Shard(2, 3).share(archives);
    Collections.reverse(archives);
    assertThat(new Shard(2, 3).share(archives)).isEqualTo(share);
  }

  @Test
  void moreShardsThanArchivesLeavesSomeIdle() {
    List<Archive> two = List.of(archive("a", 0), archive("b", 0));
    assertThat(new Shard(1, 9).share(two)).hasSize(1);
    assertThat(new Shard(2, 9).share(two)).hasSize(1);
    assertThat(new Shard(9, 9).share(two)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "0/3", "4/3", "1/0", "a/b", "1/2/3", "-1/2", "1/"})
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> Shard.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("i/n");
  }

  private static Archive archive(String name, long size) {
    return new Archive(name, size, Instant.EPOCH, Optional.empty(), Optional.empty());
  }
}
