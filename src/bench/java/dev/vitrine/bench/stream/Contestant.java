package dev.vitrine.bench.stream;

import dev.vitrine.live.stream.StreamKind;

/** Who broadcasts the events. */
enum Contestant {
  VITRINE("**Vitrine**", VitrineServer.class),
  WEBFLUX("WebFlux, a `textMessage` for each", WebFluxServer.class),
  NETTY("bare Netty", NettyServer.class);

  /** Where each has its WebSocket. */
  static final String PATH = "/api/v1/ws/storage/" + StreamKind.of(FrameSource.FAMILY).streamName();

  private final String title;
  private final Class<?> main;

  Contestant(String title, Class<?> main) {
    this.title = title;
    this.main = main;
  }

  String title() {
    return title;
  }

  Class<?> main() {
    return main;
  }
}
