package dev.vitrine.api.connection;

import static dev.vitrine.api.connection.SlowConsumerLog.PAUSE_NANOS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.live.stream.ClientPlace;
import dev.vitrine.live.stream.ClientStanding;
import dev.vitrine.live.stream.Cursor;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Where a client stands in all its streams, and what the log says of one that is slow. */
@ExtendWith(OutputCaptureExtension.class)
class SlowConsumerTest {

  private static final class Place implements ClientPlace {
    private ClientStanding standing = at(0, 0, 0, false);
    private boolean left;

    private static ClientStanding at(long lag, long dropped, long asSlow, boolean closed) {
      return new ClientStanding(new Cursor("e1", 7), lag, dropped, asSlow, closed);
    }

    @Override
    public ClientStanding standing() {
      return standing;
    }

    @Override
    public boolean left() {
      return left;
    }
  }

  private final Place one = new Place();
  private final Place two = new Place();
  private final LiveConnection graphQl = connection(Transport.GRAPHQL_WEBSOCKET, null);

  private static LiveConnection connection(Transport transport, String stream) {
    return new LiveConnection(
        3,
        new ConnectionDetails(transport, "local", "127.0.0.1:9", stream, ""),
        Instant.EPOCH,
        _ -> {});
  }

  @Test
  void theLagIsThatOfItsWorstStreamAndLossesAddUpEvenOfThoseItLeft() {
    graphQl.reads(one);
    graphQl.reads(two);
    one.standing = Place.at(50, 5, 4, false);
    two.standing = Place.at(20, 3, 0, true);
    assertThat(graphQl.standing()).isEqualTo(new ConnectionStanding(50, 8, 4, 1));
    assertThat(graphQl.cursor()).isNull();

    one.left = true;
    assertThat(graphQl.standing()).isEqualTo(new ConnectionStanding(20, 8, 4, 1));
    graphQl.reads(new Place());
    assertThat(graphQl.standing()).isEqualTo(new ConnectionStanding(20, 8, 4, 1));
  }

  @Test
  void whoeverReadsOneStreamHasACursor() {
    LiveConnection plain = connection(Transport.SSE, "pages");
    assertThat(plain.cursor()).isNull();
    plain.reads(one);
    assertThat(plain.cursor()).isEqualTo(new Cursor("e1", 7));
  }

  @Test
  void aSlowClientIsNamedOnceAMinuteWithAllSinceThen(CapturedOutput output) {
    graphQl.reads(one);
    graphQl.noteSlowness(0);
    assertThat(output).doesNotContain("slow client");
    one.standing = Place.at(0, 9, 4, false);
    graphQl.noteSlowness(1);
    one.standing = Place.at(0, 30, 24, false);
    graphQl.noteSlowness(PAUSE_NANOS);
    assertThat(output.toString().split("slow client", -1)).hasSize(2);
    assertThat(output)
        .contains("slow client: connection 3 (graphql-websocket from 127.0.0.1:9) lost 4 entries");

    one.standing = Place.at(0, 31, 25, true);
    graphQl.noteSlowness(PAUSE_NANOS + 1);
    assertThat(output).contains("lost 21 entries, and 1 of its streams ended, as it asked for");
    graphQl.noteSlowness(3 * PAUSE_NANOS);
    assertThat(output.toString().split("slow client", -1)).hasSize(3);
  }

  @Test
  void whoeverLeavesIsNamedThen(CapturedOutput output) {
    LiveConnection plain = connection(Transport.WEBSOCKET, "pages");
    plain.reads(one);
    one.standing = Place.at(0, 1, 0, true);
    one.left = true;
    plain.close();
    assertThat(output)
        .contains(
            "slow client: connection 3 (websocket from 127.0.0.1:9) of the stream pages lost 0"
                + " entries, and 1 of its streams ended, as it asked for");
  }
}
