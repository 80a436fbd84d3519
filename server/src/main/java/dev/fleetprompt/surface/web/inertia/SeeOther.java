package dev.fleetprompt.surface.web.inertia;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a handler method returns after a change: go on there (303), and say this. */
public final class SeeOther {
  /** Stands for the page that the request came from. */
  private static final String BACK = "";

  private final String path;
  private final boolean whole;
  private final List<Flash> said;

  private SeeOther(String path, boolean whole, List<Flash> said) {
    this.path = Objects.requireNonNull(path);
    this.whole = whole;
    this.said = List.copyOf(said);
  }

  /**
   * @param path a path of this server, with its query
   */
  public static SeeOther to(String path) {
    if (!path.startsWith("/") || path.startsWith("//")) {
      throw new IllegalArgumentException("a path of this server begins with one slash: " + path);
    }
    return new SeeOther(path, false, List.of());
  }

  /** To the page that the request came from, or home. */
  public static SeeOther back() {
    return new SeeOther(BACK, false, List.of());
  }

  /**
   * Has the browser load everything anew, so that nothing of the page before stays in memory: after
   * signing in or out, or going to another organization.
   */
  public SeeOther wholly() {
    return new SeeOther(path, true, said);
  }

  /** Shows a message on the next page. */
  public SeeOther saying(Flash flash) {
    return new SeeOther(path, whole, Stream.concat(said.stream(), Stream.of(flash)).toList());
  }

  /** Says on the next page that it was done. */
  public SeeOther saying(String done) {
    return saying(Flash.done(done));
  }

  boolean isBack() {
    return path.equals(BACK);
  }

  String path() {
    return path;
  }

  boolean isWhole() {
    return whole;
  }

  List<Flash> said() {
    return said;
  }
}
