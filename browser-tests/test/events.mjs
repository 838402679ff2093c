// The streams as server-sent events: a browser's EventSource, curl, and npm's graphql-sse.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { it } from "node:test";
import { createClient } from "graphql-sse";

const STREAM = "/api/v1/sse/storage/buffer-pool";

export function events(browse, service) {
  browse("an EventSource gets frames, and resumes by itself after its last id", async ({ page }, it) => {
    await page.goto(`${it.origin}/swagger-ui.html`);
    await page.evaluate((stream) => {
      window.source = new EventSource(stream);
      window.frames_ = [];
      const note = (event) =>
        window.frames_.push({ id: event.lastEventId, frame: JSON.parse(event.data) });
      window.source.addEventListener("buffer_pool_event", note);
      window.source.addEventListener("stream_control", note);
    }, STREAM);
    const opened = (await frame(page, "StreamOpened"))[0];
    const { epoch, sequence } = opened.frame.data.StreamOpened;
    assert.equal(opened.id, `${epoch}:${sequence}`);

    const first = await it.flushSomePage();
    await flushed(page, first);

    // Closed by the service, the browser comes back, with the id of the last entry it got.
    const { items } = await (await fetch(`${it.origin}/api/v1/ops/connections`)).json();
    const mine = items.find((connection) => connection.transport === "sse");
    const closed = await fetch(`${it.origin}/api/v1/ops/connections/${mine.id}`, {
      method: "DELETE",
    });
    assert.equal(closed.status, 204);
    const second = await it.flushSomePage();
    await flushed(page, second);

    const frames = await page.evaluate(() => window.frames_);
    assert.ok(frames.some((it) => it.frame.data.StreamClosing?.reason === "closed_by_operator"));
    assert.equal(frames.filter((it) => it.frame.data.StreamOpened?.resumed).length, 1);
    assert.ok(frames.every((it) => it.frame.data.Gap === undefined));
    const numbers = frames.map((it) => it.frame.sequence).filter((it) => it !== undefined);
    assert.deepEqual(numbers, numbers.map((_, i) => sequence + 1 + i));
    for (const { id, frame } of frames) {
      if (frame.sequence !== undefined) {
        assert.equal(id, `${epoch}:${frame.sequence}`);
      }
    }
    await page.evaluate(() => window.source.close());
  });

  it("curl -N shows events as they happen", async () => {
    const curl = spawn("curl", ["-sN", `${service().origin}${STREAM}?events=PageFlushed`]);
    try {
      let text = "";
      let pageId = null;
      for await (const part of curl.stdout) {
        text += part;
        if (pageId === null && text.includes("StreamOpened")) {
          pageId = await service().flushSomePage();
        }
        if (pageId !== null && text.includes(`"PageFlushed":{"page_id":${pageId},`)) {
          break;
        }
      }
      assert.match(text, /^retry: 1000\n\n/);
      assert.match(text, /\nid: [A-Za-z0-9_-]+:\d+\nevent: buffer_pool_event\ndata: \{/);
    } finally {
      curl.kill("SIGKILL");
    }
  });

  it("the graphql-sse client, one connection an operation, receives an event", async () => {
    const client = createClient({ url: `${service().origin}/graphql`, singleConnection: false });
    const results = client.iterate({
      query: `subscription { bufferPoolEvents(events: ["PageFlushed"]) {
        cursor event { __typename ... on PageFlushed { pageId } } } }`,
    });
    let pageId = null;
    for await (const { data, errors } of results) {
      assert.equal(errors, undefined);
      pageId ??= await service().flushSomePage();
      const { event } = data.bufferPoolEvents;
      if (event.__typename === "PageFlushed" && Number(event.pageId) === pageId) {
        break;
      }
    }
    assert.notEqual(pageId, null);
    client.dispose();
  });

  it("graphql-sse is told what is wrong with a subscription, and that a mutation is none", async () => {
    const client = createClient({ url: `${service().origin}/graphql`, singleConnection: false });
    for (const query of [
      "subscription { bufferPoolMetrics(intervalSeconds: 0) { totalPages } }",
      "mutation { flushAllPages { pagesFlushed } }",
    ]) {
      const errors = [];
      for await (const result of client.iterate({ query })) {
        errors.push(...(result.errors ?? []));
      }
      assert.equal(errors[0].extensions.code, "invalid-request");
    }
    client.dispose();
  });

  it("nothing is left of clients that have gone", async () => {
    const deadline = Date.now() + 20_000;
    let items;
    do {
      ({ items } = await (await fetch(`${service().origin}/api/v1/ops/connections`)).json());
    } while (items.length > 0 && Date.now() < deadline);
    assert.deepEqual(items, []);
  });
}

/** Waits in the page for a frame of that variant; resolves to those of them so far. */
async function frame(page, variant) {
  await page.waitForFunction(
    (name) => window.frames_.some((it) => name in it.frame.data),
    variant,
  );
  return page.evaluate((name) => window.frames_.filter((it) => name in it.frame.data), variant);
}

async function flushed(page, pageId) {
  await page.waitForFunction(
    (id) => window.frames_.some((it) => it.frame.data.PageFlushed?.page_id === id),
    pageId,
  );
}
