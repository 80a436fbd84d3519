package dev.fleetprompt.engine.interpreter;

import org.jspecify.annotations.Nullable;

/**
 * One line of control of a run.
 *
 * @param ordinal how many commands and deadlines it has issued
 */
record Strand(Waiting waiting, long ordinal) {

  /** The frame that a timer limits; null when it limits none of this strand. */
  @Nullable Frame limitedBy(TimerId timer) {
    for (Frame frame = waiting.frame(); frame != null; frame = frame.outer()) {
      if (frame.limit().filter(deadline -> deadline.timer().equals(timer)).isPresent()) {
        return frame;
      }
    }
    return null;
  }
}
