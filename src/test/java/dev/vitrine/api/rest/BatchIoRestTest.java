package dev.vitrine.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.ProblemCode;
import dev.vitrine.api.RawHttp;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Vectored, coalesced and queued I/O, and io_uring: both forms of bodies and answers. */
@SpringBootTest(
    classes = FakeService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class BatchIoRestTest {

  private static final int PAGE = 4096;
  private static final int VECTOR_PAGES_MAX = 256;

  @Autowired private FakeEngine engine;
  @LocalServerPort private int port;
  private WebTestClient client;

  @BeforeEach
  void connect() {
    engine.reset();
    client =
        WebTestClient.bindToServer()
            .baseUrl("http://localhost:" + port + Replies.BASE + "/io")
            .codecs(it -> it.defaultCodecs().maxInMemorySize(-1))
            .build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          POST | /vectored-read    | {'page_ids':[3,2]}               | 200 | readPagesVectored[[3, 2]]
          POST | /vectored-write   | {'items':[{'page_id':3,'data':'BwA='},{'page_id':2,'data':'CA=='}]} | 200 | writePagesVectored[[3=7*2, 2=8*1]]
          PUT  | /coalesced/pages/5 | {'data':'VmkA/w=='}             | 202 | writePageCoalesced[5, 4, null]
          POST | /async/reads      | {'page_id':5}                    | 202 | readPageAsync[5, NORMAL]
          POST | /async/reads      | {'priority':'high','page_id':5}  | 202 | readPageAsync[5, HIGH]
          POST | /async/writes     | {'page_id':5,'data':'VmkA/w==','priority':'critical'} | 202 | writePageAsync[5, 4, CRITICAL]
          PUT  | /uring/pages/5    | {'data':'VmkA/w=='}              | 200 | writePageUring[5, 4, null]
          """)
  void aJsonBodyReachesTheEngine(
      HttpMethod method, String uri, String body, int status, String call) {
    json(method, uri, body).expectStatus().isEqualTo(status).expectBody();

    assertThat(engine.calls()).containsExactly(call);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUT  | /coalesced/pages/5                 | 202 | writePageCoalesced[5, 4096, null]
          POST | /async/writes?page_id=5            | 202 | writePageAsync[5, 4096, NORMAL]
          POST | /async/writes?page_id=5&priority=low | 202 | writePageAsync[5, 4096, LOW]
          PUT  | /uring/pages/5                     | 200 | writePageUring[5, 4096, null]
          POST | /vectored-write?page_ids=9         | 200 | writePagesVectored[[9=1*4096]]
          """)
  void aRawBodyReachesTheEngine(HttpMethod method, String uri, int status, String call) {
    raw(method, uri, image(1)).expectStatus().isEqualTo(status).expectBody();

    assertThat(engine.calls()).containsExactly(call);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /coalesced/flush, flushCoalescedWrites[]",
    "POST, /async/process, processAsyncOperations[512]",
    "POST, /async/process?max=3, processAsyncOperations[3]",
    "GET, /async/read-1, getAsyncOperation[read-1]",
    "GET, /uring/pages/5, readPageUring[5]"
  })
  void anOperationWithoutABodyCallsTheEngineOnce(HttpMethod method, String uri, String call) {
    client.method(method).uri(uri).exchange().expectStatus().isOk().expectBody();

    assertThat(engine.calls()).containsExactly(call);
  }

  @Test
  void imagesFollowEachOtherInTheOrderAskedFor() {
    json(HttpMethod.POST, "/vectored-read", "{'page_ids':[5,3,4]}")
        .expectHeader()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .expectHeader()
        .valueEquals("Vitrine-Cached", "dirty,none,clean")
        .expectBody(byte[].class)
        .isEqualTo(new byte[] {5, 0, -1, 3, 0, -1, 4, 0, -1});
    client
        .post()
        .uri("/vectored-read")
        .contentType(MediaType.APPLICATION_JSON)
        .accept(MediaType.APPLICATION_JSON)
        .bodyValue("{\"page_ids\":[5,3]}")
        .exchange()
        .expectHeader()
        .valueEquals("Vitrine-Cached", "dirty,none")
        .expectBody()
        .json(
            """
            {"items": [{"page_id": 5, "cached": "dirty", "lsn": 45, "data": "BQD/"},
                       {"page_id": 3, "cached": "none", "lsn": 43, "data": "AwD/"}]}
            """);
  }

  @Test
  void aWholeVectorFitsRawAndInJson() {
    byte[] images = new byte[VECTOR_PAGES_MAX * PAGE];
    String ids =
        IntStream.range(0, VECTOR_PAGES_MAX)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(","));
    raw(HttpMethod.POST, "/vectored-write?page_ids=" + ids, images)
        .expectStatus()
        .isOk()
        .expectBody()
        .json("{\"bytes_written\": 8192, \"lsn\": 43}");

    String data = Base64.getEncoder().encodeToString(image(0));
    String items =
        IntStream.range(0, VECTOR_PAGES_MAX)
            .mapToObj(it -> "{'page_id':" + it + ",'data':'" + data + "'}")
            .collect(Collectors.joining(","));
    json(HttpMethod.POST, "/vectored-write", "{'items':[" + items + "]}")
        .expectStatus()
        .isOk()
        .expectBody();
    assertThat(engine.calls()).hasSize(2);
  }

  @Test
  void aBodyLargerThanAVectorIsNotRead() throws IOException {
    // The head alone: who still sends when the answer comes may find the connection reset.
    String answer =
        RawHttp.send(
            port,
            String.join(
                "\r\n",
                "POST " + Replies.BASE + "/io/vectored-write?page_ids=1 HTTP/1.1",
                "Host: localhost",
                "Connection: close",
                "Content-Type: application/octet-stream",
                "Content-Length: " + 2 * VECTOR_PAGES_MAX * PAGE,
                "",
                ""));
    assertThat(answer).startsWith("HTTP/1.1 413").contains("\"code\":\"body-too-large\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          POST | /vectored-read  | {'page_ids':[]}         | page_ids | page_ids must have 1 to 256 pages
          POST | /vectored-read  | {'page_ids':7}          | page_ids | page_ids must be a list
          POST | /vectored-read  | {'page_ids':[1,'2']}    | page_ids | page_ids must be a whole number of 64 bits
          POST | /vectored-read  | {'page_ids':[1.5]}      | page_ids | page_ids must be a whole number of 64 bits
          POST | /vectored-read  | {'page_ids':[99999999999999999999]} | page_ids | page_ids must be a whole number of 64 bits
          POST | /vectored-read  | {'page_ids':[-1]}       | page_ids | page_ids must be 0 or more
          POST | /vectored-read  | {}                      | page_ids | page_ids must be given
          POST | /vectored-read  | {'ids':[1]}             | ids      | ids is not a field of this request; page_ids is
          POST | /vectored-write | {'items':[{'data':''}]} | page_id  | page_id must be given
          POST | /vectored-write | {'items':[{'page_id':1}]} | data   | data must be given
          POST | /vectored-write | {'items':[{'page_id':1,'data':'x'}]} | data | data must be base64 with padding (RFC 4648)
          POST | /vectored-write | {'items':[]}            | items    | items must have 1 to 256 pages
          POST | /vectored-write | {'items':[1]}           | items    | items must be a JSON object with the fields data, page_id
          POST | /vectored-write | {'items':[{'page_id':1,'data':''},{'page_id':1,'data':''}]} | items | items must name page 1 once
          POST | /vectored-write?page_ids=1 | {'items':[{'page_id':1,'data':''}]} | page_ids | page_ids goes with raw images; in JSON each item has its page_id
          POST | /async/reads    | {'page_id':1,'priority':'HIGH'} | priority | priority must be critical, high, normal or low
          POST | /async/reads    | {'page_id':1,'priority':1} | priority | priority must be a string
          POST | /async/reads    | {'priority':'low'}      | page_id  | page_id must be given
          POST | /async/writes   | {'page_id':1}           | data     | data must be given
          POST | /async/writes?priority=low | {'page_id':1,'data':''} | priority | priority goes with a raw image; JSON has it as a field
          POST | /async/process?max=513 | {} | max | max must be between 1 and 512
          """)
  void aBadRequestIsNamedWithTheReason(
      HttpMethod method, String uri, String body, String field, String detail) {
    refused(json(method, uri, body), field, detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /vectored-write                   | page_ids | page_ids must be given
          /vectored-write?page_ids=         | page_ids | page_ids must be page ids separated by commas, like 2,3,4
          /vectored-write?page_ids=2,2      | page_ids | page_ids must name page 2 once
          /vectored-write?page_ids=1,,2     | page_ids | page_ids must be page ids separated by commas, like 2,3,4
          /vectored-write?page_ids=-1       | page_ids | page_ids must be page ids separated by commas, like 2,3,4
          /async/writes                     | page_id  | page_id must be given
          /async/writes?page_id=1&priority=urgent | priority | priority must be critical, high, normal or low
          """)
  void aRawBodyNeedsItsQuery(String uri, String field, String detail) {
    refused(raw(HttpMethod.POST, uri, image(0)), field, detail);
  }

  private void refused(WebTestClient.ResponseSpec response, String field, String detail) {
    response
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.code")
        .isEqualTo("invalid-request")
        .jsonPath("$.field")
        .isEqualTo(field)
        .jsonPath("$.detail")
        .isEqualTo(detail);
    assertThat(engine.calls()).isEmpty();
  }

  @Test
  void rawImagesMustBeAsManyAsTheIds() {
    raw(HttpMethod.POST, "/vectored-write?page_ids=1,2", image(0))
        .expectStatus()
        .isEqualTo(ProblemCode.PAGE_IMAGE_INVALID.status())
        .expectBody()
        .jsonPath("$.actual_bytes")
        .isEqualTo(4096)
        .jsonPath("$.expected_bytes")
        .isEqualTo(8192);
    assertThat(engine.calls()).isEmpty();
  }

  @Test
  void aQueuedOperationTellsWhereItsResultWillBe() {
    json(HttpMethod.POST, "/async/reads", "{'page_id':5,'priority':'low'}")
        .expectHeader()
        .valueEquals("Location", Replies.BASE + "/io/async/read-1")
        .expectBody()
        .json(
            """
            {"id": "read-1", "kind": "read", "page_id": 5, "priority": "low", "state": "queued",
             "lsn": null, "data": null, "error_code": null, "error": null}
            """);
  }

  @Test
  void aReadThatSucceededHasItsImageInBothForms() {
    client
        .get()
        .uri("/async/read-1")
        .exchange()
        .expectBody()
        .jsonPath("$.state")
        .isEqualTo("succeeded")
        .jsonPath("$.data")
        .isEqualTo("VmkA/w==");
    image("read-1").expectStatus().isOk().expectBody(byte[].class).isEqualTo(FakeEngine.BYTES);
  }

  @Test
  void whatHasNoImageCantBeHadAsBytes() {
    client
        .get()
        .uri("/async/write-2")
        .exchange()
        .expectBody()
        .json("{\"state\": \"failed\", \"error_code\": \"page-pinned\", \"error\": \"pinned\"}");
    image("write-2")
        .expectStatus()
        .isEqualTo(406)
        .expectBody()
        .jsonPath("$.code")
        .isEqualTo("not-acceptable");
  }

  private WebTestClient.ResponseSpec image(String operation) {
    return client
        .get()
        .uri("/async/" + operation)
        .accept(MediaType.APPLICATION_OCTET_STREAM)
        .exchange();
  }

  @Test
  void ioUringAnswersLikeTheDiskManager() {
    client
        .get()
        .uri("/uring/pages/5")
        .exchange()
        .expectHeader()
        .valueEquals("ETag", "\"42\"")
        .expectHeader()
        .valueEquals("Vitrine-Cached", "clean")
        .expectBody(byte[].class)
        .isEqualTo(FakeEngine.BYTES);
    client
        .put()
        .uri("/uring/pages/5")
        .header("If-Match", "\"42\"")
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .bodyValue(image(0))
        .exchange()
        .expectHeader()
        .valueEquals("ETag", "\"43\"")
        .expectBody();
    assertThat(engine.calls()).containsExactly("readPageUring[5]", "writePageUring[5, 4096, 42]");
  }

  private static byte[] image(int fill) {
    byte[] image = new byte[PAGE];
    Arrays.fill(image, (byte) fill);
    return image;
  }

  private WebTestClient.ResponseSpec raw(HttpMethod method, String uri, byte[] body) {
    return client
        .method(method)
        .uri(uri)
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .bodyValue(body)
        .exchange();
  }

  /** {@code body} has its quotes as {@code '}. */
  private WebTestClient.ResponseSpec json(HttpMethod method, String uri, String body) {
    return client
        .method(method)
        .uri(uri)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body.replace('\'', '"'))
        .exchange();
  }
}
