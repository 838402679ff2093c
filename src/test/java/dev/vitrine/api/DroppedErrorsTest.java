package dev.vitrine.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.netty.channel.AbortedException;

@ExtendWith(OutputCaptureExtension.class)
class DroppedErrorsTest {

  @Test
  void onlyWhatAClientDoesIsNoError(CapturedOutput output) {
    DroppedErrors.log(AbortedException.beforeSend());
    DroppedErrors.log(new IOException("recvAddress(..) failed: Connection reset by peer"));
    DroppedErrors.log(new TooLongFrameException("Max frame length exceeded"));
    DroppedErrors.log(new PrematureChannelClosureException("Channel closed while aggregating"));
    DroppedErrors.log(new IllegalStateException("a fault of ours"));

    assertThat(output)
        .contains("ERROR", "a fault of ours")
        .doesNotContain(
            "ERROR dev.vitrine.api.DroppedErrors -- a client",
            "Connection reset",
            "Max frame",
            "aggregating");
  }
}
