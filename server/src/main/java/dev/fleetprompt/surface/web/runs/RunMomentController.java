package dev.fleetprompt.surface.web.runs;

import dev.fleetprompt.platform.executions.Execution;
import dev.fleetprompt.platform.executions.ExecutionStatus;
import dev.fleetprompt.platform.executions.Executions;
import dev.fleetprompt.platform.executions.RunMoment;
import dev.fleetprompt.platform.executions.RunMoments;
import dev.fleetprompt.platform.executions.RunRefusedException;
import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.surface.web.filters.Filters;
import dev.fleetprompt.surface.web.inertia.NotFoundException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Where a run stood after one of its entries, for the page that goes through them. */
@RestController
final class RunMomentController {

  private final Executions executions;
  private final RunMoments moments;

  RunMomentController(Executions executions, RunMoments moments) {
    this.executions = executions;
    this.moments = moments;
  }

  /**
   * @param refusal why it cannot be told; the rest is empty then
   */
  record Moment(
      int seq,
      @Nullable String kind,
      @Nullable String task,
      @Nullable Instant at,
      @Nullable JsonNode data,
      List<RunMoment.Awaits> awaits,
      @Nullable String end,
      @Nullable JsonNode state,
      @Nullable String editable,
      @Nullable String refusal) {

    static Moment of(RunMoment moment) {
      return new Moment(
          moment.entry().seq(),
          moment.entry().kind(),
          moment.entry().task(),
          moment.entry().at(),
          moment.entry().data(),
          moment.awaits(),
          moment.end().map(ExecutionStatus::text).orElse(null),
          moment.state(),
          moment.editable().map(JsonNode::toPrettyString).orElse(null),
          null);
    }

    static Moment refused(int seq, String why) {
      return new Moment(seq, null, null, null, null, List.of(), null, null, null, why);
    }
  }

  @GetMapping("/runs/{id}/at/{seq}")
  Moment at(SignedIn who, @PathVariable String id, @PathVariable String seq) {
    Execution run =
        executions
            .find(who.tenant(), Filters.require(id, "run"))
            .orElseThrow(() -> new NotFoundException("run"));
    int entry = number(seq);
    try {
      return moments
          .at(run, entry)
          .map(Moment::of)
          .orElseThrow(() -> new NotFoundException("entry"));
    } catch (RunRefusedException e) {
      return Moment.refused(entry, String.valueOf(e.getMessage()));
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new NotFoundException("entry");
    }
  }
}
