package dev.vitrine.live.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vitrine.event.EventFamily;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscribeParametersTest {

  private static SubscribeRequest parse(EventFamily family, Map<String, String> values) {
    return SubscribeParameters.parse(family, values::get);
  }

  @Test
  void everythingThatCanBeAskedForIsUnderstood() {
    SubscribeRequest request =
        parse(
            EventFamily.BUFFER_POOL,
            Map.of(
                "interval_ms", "11",
                "events", "PageMiss,PageEvicted",
                "page_id", "12",
                "since", "a-B_9:77",
                "on_lag", "drop-oldest"));
    assertThat(request)
        .isEqualTo(
            new SubscribeRequest(
                20,
                Set.of("PageMiss", "PageEvicted"),
                12L,
                null,
                new Cursor("a-B_9", 77),
                LagPolicy.DROP_OLDEST));
  }

  @ParameterizedTest
  @CsvSource({
    "BUFFER_POOL,100",
    "LSM,1000",
    "DISK_IO,100",
    "TIER,5000",
    "PAGE,500",
    "COLUMNAR,1000"
  })
  void eachFamilyHasItsPace(EventFamily family, int intervalMs) {
    assertThat(parse(family, Map.of()).intervalMs()).isEqualTo(intervalMs);
  }

  @ParameterizedTest
  @CsvSource({
    "10,10",
    "11,20",
    "21,50",
    "51,100",
    "101,200",
    "201,500",
    "501,1000",
    "1001,2000",
    "2001,5000",
    "5001,10000",
    "10001,20000",
    "20001,50000",
    "50001,60000",
    "60000,60000"
  })
  void aPaceIsRoundedUp(int asked, int effective) {
    assertThat(SubscribeParameters.effectiveIntervalMs(asked)).isEqualTo(effective);
  }

  @Test
  void aTreeAndATableNarrowTheirStreams() {
    assertThat(parse(EventFamily.LSM, Map.of("tree", "orders")).name()).isEqualTo("orders");
    assertThat(parse(EventFamily.COLUMNAR, Map.of("table", "t")).name()).isEqualTo("t");
  }

  @ParameterizedTest
  @CsvSource({
    "BUFFER_POOL,interval_ms,9",
    "BUFFER_POOL,interval_ms,60001",
    "BUFFER_POOL,interval_ms,1e3",
    "BUFFER_POOL,interval_ms,''",
    "BUFFER_POOL,interval_ms,١٠٠",
    "BUFFER_POOL,events,ReadCompleted",
    "BUFFER_POOL,events,pagehit",
    "BUFFER_POOL,events,'PageHit,'",
    "BUFFER_POOL,page_id,-1",
    "BUFFER_POOL,page_id,twelve",
    "BUFFER_POOL,page_id,9999999999999999999",
    "BUFFER_POOL,since,77",
    "BUFFER_POOL,since,a:-1",
    "BUFFER_POOL,since,a b:1",
    "BUFFER_POOL,since,':1'",
    "BUFFER_POOL,on_lag,DROP_OLDEST",
    "BUFFER_POOL,on_lag,wait",
    "BUFFER_POOL,tree,orders",
    "LSM,page_id,1",
    "LSM,tree,''",
  })
  void whatIsWrongIsNamed(EventFamily family, String field, String value) {
    InvalidSubscriptionException invalid =
        catchThrowableOfType(
            InvalidSubscriptionException.class, () -> parse(family, Map.of(field, value)));
    assertThat(invalid.field()).isEqualTo(field);
    assertThat(invalid.reason()).isNotBlank();
  }
}
