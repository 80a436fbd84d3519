package dev.fleetprompt.surface.web;

import com.samskivert.mustache.Template;

/** A page that only says something: what is the matter, and what to do next. */
public final class NoticePage {
  private final Template template;

  NoticePage(Templates templates) {
    this.template = templates.page("notice");
  }

  private record Notice(String title, String next) {}

  public String render(String title, String next) {
    return template.execute(new Notice(title, next));
  }
}
