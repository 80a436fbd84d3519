package dev.fleetprompt.surface.web.home;

import dev.fleetprompt.platform.identity.SignedIn;
import dev.fleetprompt.surface.web.inertia.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
final class HomeController {

  private final HomePages pages;

  HomeController(HomePages pages) {
    this.pages = pages;
  }

  @GetMapping("/")
  Page show(SignedIn who) {
    return Page.of("Home/Index", pages.of(who));
  }
}
