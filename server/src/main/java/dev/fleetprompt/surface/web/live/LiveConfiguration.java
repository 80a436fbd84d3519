package dev.fleetprompt.surface.web.live;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class LiveConfiguration implements WebMvcConfigurer {

  private final LiveProps props;

  LiveConfiguration(LiveProps props) {
    this.props = props;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(props).excludePathPatterns("/build/**");
  }
}
