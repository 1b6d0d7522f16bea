package io.tributary.transfer.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntryNameTest {
  @Test
  void utf8IsReadAsItIs() {
    for (String name : new String[] {"a.csv", "요금/방.csv", "café", "\ud83d\ude00"}) {
      assertThat(EntryName.decode(name.getBytes(UTF_8))).isEqualTo(name);
      assertThat(EntryName.length(name)).isEqualTo(name.getBytes(UTF_8).length);
    }
  }

  @Test
  void otherBytesAreShownOneByOne() {
    assertThat(EntryName.decode("café".getBytes(ISO_8859_1))).isEqualTo("caf�e9");
    assertThat(EntryName.decode(new byte[] {'a', (byte) 0xe4, (byte) 0xb8})).isEqualTo("a�e4�b8");
    assertThat(EntryName.decode("�e9".getBytes(UTF_8))).isEqualTo("�ef�bf�bde9");
  }

  @Test
  void differentBytesAreDifferentNames() {
    byte[][] pieces = {
      {'e', '9'},
      {(byte) 0xe9},
      "é".getBytes(UTF_8),
      "�".getBytes(UTF_8),
      {(byte) 0xef, (byte) 0xbf},
      {(byte) 0xbd},
      {(byte) 0xc3},
      {(byte) 0xa9},
      {'a'}
    };
    Random random = new Random(1);
    Map<String, byte[]> seen = new HashMap<>();
    for (int round = 0; round < 50_000; round++) {
      byte[] name = {};
      for (int i = random.nextInt(5); i >= 0; i--) {
        byte[] piece = pieces[random.nextInt(pieces.length)];
        int length = name.length;
        name = Arrays.copyOf(name, length + piece.length);
        System.arraycopy(piece, 0, name, length, piece.length);
      }
      String decoded = EntryName.decode(name);
      byte[] other = seen.put(decoded, name);
      assertThat(other == null || Arrays.equals(other, name))
          .as("%s of %s", decoded, HexFormat.of().formatHex(name))
          .isTrue();
      assertThat(EntryName.length(decoded)).isEqualTo(name.length);
    }
  }
}
