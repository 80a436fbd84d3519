package dev.fleetprompt.engine.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NumberedTest {

  @Test
  void itHoldsWhatAMapHolds() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      Numbered<String> numbered = Numbered.none();
      TreeMap<Long, String> map = new TreeMap<>();
      long largest = 1L << (1 + random.nextInt(40));
      for (int i = 0; i < 200; i++) {
        long number = random.nextInt(3) == 0 ? i : random.nextLong(largest);
        if (random.nextInt(3) == 0) {
          long gone = map.isEmpty() ? number : map.firstKey();
          numbered = numbered.without(gone);
          map.remove(gone);
        } else {
          Numbered<String> before = numbered;
          String known = before.get(number);
          numbered = numbered.with(number, "v" + i);
          assertThat(before.get(number)).isEqualTo(known);
          map.put(number, "v" + i);
        }
        assertThat(numbered.get(number)).isEqualTo(map.get(number));
      }
      assertThat(numbered.size()).isEqualTo(map.size());
      assertThat(numbered.values()).containsExactlyElementsOf(map.values());
      TreeMap<Long, String> seen = new TreeMap<>();
      numbered.only(value -> value.endsWith("7")).forEach(seen::put);
      map.values().removeIf(value -> !value.endsWith("7"));
      assertThat(seen).isEqualTo(map);
    }
  }
}
