package dev.fleetprompt.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A process that works on the queue of the database that its environment names, until it is killed
 * or its input ends. For each line of input it collects its garbage and prints how many bytes are
 * left.
 */
final class CrashNode {

  static final String HEAP = "heap after collection: ";

  private CrashNode() {}

  public static void main(String[] args) throws IOException {
    CrashPlatform.builder(Map.of()).run();
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (commands.readLine() != null) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      System.out.println(HEAP + (runtime.totalMemory() - runtime.freeMemory()));
    }
    Runtime.getRuntime().halt(0);
  }
}
