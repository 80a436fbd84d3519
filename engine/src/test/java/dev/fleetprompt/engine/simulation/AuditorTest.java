package dev.fleetprompt.engine.simulation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetprompt.engine.interpreter.CallId;
import dev.fleetprompt.engine.interpreter.Command;
import dev.fleetprompt.engine.interpreter.JournalEntry.CallCompleted;
import dev.fleetprompt.engine.interpreter.JournalEntry.CallStarted;
import dev.fleetprompt.engine.interpreter.RunEnd;
import dev.fleetprompt.engine.simulation.Auditor.Violation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The auditor notices each broken promise. */
class AuditorTest {

  private static final JsonNode ONE = JsonNodeFactory.instance.numberNode(1);
  private static final JsonNode TWO = JsonNodeFactory.instance.numberNode(2);
  private static final CallId ID = new CallId("/do/0/a#1");
  private static final CallCompleted ANSWER = new CallCompleted(Instant.EPOCH, ID, ONE);

  private final Auditor auditor = new Auditor();

  private static Command.Call call(JsonNode arguments) {
    return new Command.Call(ID, "/do/0/a", "x", arguments, ONE, 1, null);
  }

  @Test
  void anAnswerUsedBeforeItIsDurable() {
    assertThatThrownBy(() -> auditor.applied(ANSWER, true)).isInstanceOf(Violation.class);
  }

  @Test
  void anAnswerUsedTwice() {
    auditor.durable(ANSWER);
    auditor.applied(ANSWER, true);
    auditor.applied(ANSWER, false);
    assertThatThrownBy(() -> auditor.applied(ANSWER, true)).isInstanceOf(Violation.class);
  }

  @Test
  void aCallIssuedAfterItsAnswer() {
    auditor.issued(call(ONE));
    auditor.durable(ANSWER);
    assertThatThrownBy(() -> auditor.issued(call(ONE))).isInstanceOf(Violation.class);
  }

  @Test
  void aCallThatChanges() {
    auditor.issued(call(ONE));
    assertThatThrownBy(() -> auditor.issued(call(TWO))).isInstanceOf(Violation.class);
  }

  @Test
  void aForgottenReference() {
    auditor.durable(new CallStarted(Instant.EPOCH, ID, "r"));
    assertThatThrownBy(() -> auditor.issued(call(ONE))).isInstanceOf(Violation.class);
  }

  @Test
  void aStateThatDiffersAfterACrash() {
    assertThatThrownBy(() -> auditor.rebuilt("a", "b")).isInstanceOf(Violation.class);
  }

  @Test
  void aRunThatStandsStillOrWaitsAfterItsEnd() {
    assertThatThrownBy(() -> auditor.decided(List.of(), false)).isInstanceOf(Violation.class);
    assertThatThrownBy(() -> auditor.decided(List.of(call(ONE)), true))
        .isInstanceOf(Violation.class);
  }

  @Test
  void anotherEnd() {
    assertThatThrownBy(() -> auditor.ended(new RunEnd.Completed(ONE), new RunEnd.Completed(TWO)))
        .isInstanceOf(Violation.class);
  }
}
