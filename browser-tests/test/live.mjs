import assert from "node:assert/strict";
import { once } from "node:events";
import { it } from "node:test";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";

const STREAM = "/api/v1/ws/storage/buffer-pool";

export function live(service) {
  it("a plain WebSocket opens with the cursor, then gets snapshots and events", async () => {
    const socket = new WebSocket(service().ws(STREAM));
    try {
      const frames = framesOf(socket);
      const opened = (await frames.next()).value;
      assert.equal(opened.message_type, "stream_control");
      const { epoch, sequence, resumed, interval_ms: intervalMs } = opened.data.StreamOpened;
      assert.match(epoch, /^[A-Za-z0-9_-]{1,64}$/);
      assert.equal(resumed, false);
      assert.equal(intervalMs, 100);

      const pageId = await service().flushSomePage();
      let last = sequence;
      let flushed = false;
      let stats = null;
      for await (const frame of frames) {
        checkEnvelope(frame);
        if (frame.sequence !== undefined) {
          assert.equal(frame.sequence, ++last, "an entry was lost without a word");
        }
        flushed ||= frame.data.PageFlushed?.page_id === pageId;
        stats ??= frame.data.PoolStats ?? null;
        if (flushed && stats !== null) {
          break;
        }
      }
      assert.ok(stats.hit_rate >= 0 && stats.hit_rate <= 1);
      assert.ok(stats.used_pages <= stats.total_pages);
    } finally {
      socket.terminate();
    }
  });

  it("a client resumes after its cursor without a hole", async () => {
    const first = new WebSocket(service().ws(STREAM));
    const { epoch, sequence } = (await framesOf(first).next()).value.data.StreamOpened;
    first.terminate();
    const pageId = await service().flushSomePage();

    const again = new WebSocket(service().ws(`${STREAM}?since=${epoch}:${sequence}`));
    try {
      let last = sequence;
      for await (const frame of framesOf(again)) {
        assert.equal(frame.data.Gap, undefined);
        if (frame.sequence !== undefined) {
          assert.equal(frame.sequence, ++last);
        }
        if (frame.data.PageFlushed?.page_id === pageId) {
          break;
        }
      }
    } finally {
      again.terminate();
    }
  });

  it("a bad parameter is refused before the upgrade", async () => {
    assert.equal(await refusal(service().ws(`${STREAM}?interval_ms=5`)), 400);
    assert.equal(await refusal(service().ws(`${STREAM}?since=not-a-cursor`)), 400);
  });

  it("a page elsewhere can't open a stream", async () => {
    assert.equal(await refusal(service().ws(STREAM), { origin: "http://elsewhere.example" }), 403);
  });

  it("the graphql-ws client receives an event that a REST call caused", async () => {
    const client = createClient({ url: service().ws("/graphql"), webSocketImpl: WebSocket });
    try {
      const results = client.iterate({
        query: `subscription { bufferPoolEvents {
          cursor timestampUs source event { __typename ... on PageFlushed { pageId } } } }`,
      });
      let pageId = null;
      for await (const { data, errors } of results) {
        assert.equal(errors, undefined);
        // The first result proves that the subscription is in place.
        pageId ??= await service().flushSomePage();
        const { cursor, event } = data.bufferPoolEvents;
        assert.match(cursor, /^[A-Za-z0-9_-]{1,64}:\d+$/);
        if (event.__typename === "PageFlushed" && Number(event.pageId) === pageId) {
          break;
        }
      }
      assert.notEqual(pageId, null);
    } finally {
      await client.dispose();
    }
  });
}

/** The frames in order, none lost between two calls of `next`. */
async function* framesOf(socket) {
  const waiting = [];
  let wake = () => {};
  let end = null;
  socket.on("message", (text) => {
    waiting.push(JSON.parse(text));
    wake();
  });
  socket.on("error", (e) => ((end = e), wake()));
  socket.on("close", (code) => ((end ??= new Error(`closed with ${code}`)), wake()));
  for (;;) {
    while (waiting.length > 0) {
      yield waiting.shift();
    }
    if (end !== null) {
      throw end;
    }
    await new Promise((done) => (wake = done));
  }
}

function checkEnvelope(frame) {
  assert.ok(["buffer_pool_event", "stream_control"].includes(frame.message_type));
  assert.ok(Number.isSafeInteger(frame.timestamp));
  assert.equal(Object.keys(frame.data).length, 1);
}

/** The HTTP status that a handshake is refused with. */
async function refusal(url, options) {
  const socket = new WebSocket(url, options);
  const answer = await Promise.race([
    once(socket, "unexpected-response").then(([, response]) => response.statusCode),
    once(socket, "open").then(() => "it was opened"),
  ]);
  socket.on("error", () => {});
  socket.terminate();
  return answer;
}
