package dev.fleetprompt.surface.web.inertia;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowsTest {
  private static final Cursor PLACE =
      new Cursor(
          Instant.parse("2026-11-20T09:57:00.123456Z"),
          UUID.fromString("0198a1b2-0000-7000-8000-00000000b7c1"));

  @Test
  void aCursorComesBackAsItWas() {
    assertThat(Cursor.parse(PLACE.encode())).contains(PLACE);
    assertThat(PLACE.encode()).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void whatIsNoCursorIsNoPlace() {
    for (String text :
        List.of("", "x", "not base64!", PLACE.encode().substring(1), PLACE.encode() + "AAAA")) {
      assertThat(Cursor.parse(text)).as(text).isEmpty();
    }
    assertThat(Cursor.parse("_".repeat(PLACE.encode().length() - 1) + "w")).isNotNull();
  }

  @Test
  void oneRowTooManyTellsThatThereAreMore() {
    Rows<Integer> more = Rows.of(List.of(1, 2, 3), 2, Object::toString);
    Rows<Integer> last = Rows.of(List.of(1, 2), 2, Object::toString);

    assertThat(more.items()).containsExactly(1, 2);
    assertThat(more.next()).isEqualTo("2");
    assertThat(last.items()).containsExactly(1, 2);
    assertThat(last.next()).isNull();
  }
}
