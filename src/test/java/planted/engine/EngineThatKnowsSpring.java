package planted.engine;

import org.springframework.context.ApplicationContext;

/** Planted: an engine that imports Spring. */
public record EngineThatKnowsSpring(ApplicationContext context) {}
