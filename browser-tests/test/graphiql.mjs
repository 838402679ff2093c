import assert from "node:assert/strict";

const QUERY_EDITOR = ".graphiql-query-editor .CodeMirror";
const RESULT = ".result-window .CodeMirror";
const ATTEMPTS_MAX = 20;

export function graphiql(browse) {
  browse("GraphiQL runs a query", async ({ page, screenshot }, service) => {
    await openGraphiql(page, service);
    // Named like the first tab's: GraphiQL takes a new name over only a moment after the last key.
    await run(page, "query Overview { getBufferPool { hitRate } }");
    await page.waitForFunction(
      (result) => document.querySelector(result)?.CodeMirror.getValue().includes("hitRate"),
      RESULT,
    );
    const { data, errors } = JSON.parse(await valueOf(page, RESULT));
    assert.equal(errors, undefined);
    assert.ok(data.getBufferPool.hitRate >= 0);
    await screenshot("graphiql-query");
  });

  browse("GraphiQL shows an event that a REST call caused", async ({ page, screenshot }, service) => {
    await openGraphiql(page, service);
    await page.evaluate((result) => {
      const editor = document.querySelector(result).CodeMirror;
      window.results = [];
      editor.on("change", () => window.results.push(editor.getValue()));
    }, RESULT);
    await run(
      page,
      "subscription { bufferPoolEvents { cursor event { __typename ... on PageFlushed { pageId } } } }",
    );
    assert.ok(await showsFlush(page, service), "no PageFlushed of our page was shown");
    await screenshot("graphiql-subscription");
    await page.locator(".graphiql-execute-button").click(); // It is the stop button now.
  });
}

async function openGraphiql(page, service) {
  await page.goto(`${service.origin}/graphiql`);
  await page.locator(QUERY_EDITOR).waitFor();
  await page.locator(RESULT).waitFor({ state: "attached" });
}

/** GraphiQL chooses between HTTP and WebSocket by what it parsed, a moment after the last key. */
async function run(page, query) {
  await page.evaluate(
    ([editor, text]) => document.querySelector(editor).CodeMirror.setValue(text),
    [QUERY_EDITOR, query],
  );
  await page.waitForFunction(
    ([editor, operation]) => {
      const parsed = document.querySelector(editor).CodeMirror.documentAST;
      return parsed?.definitions[0]?.operation === operation;
    },
    [QUERY_EDITOR, query.startsWith("subscription") ? "subscription" : "query"],
  );
  await page.locator(".graphiql-execute-button").click();
}

/** GraphiQL shows the newest result only, and may skip one that is overtaken at once: try again. */
async function showsFlush(page, service) {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    await page.waitForTimeout(250);
    const pageId = await service.flushSomePage();
    await page.waitForTimeout(250);
    const shown = await page.evaluate(() => window.results);
    const flush = new RegExp(`"__typename":\\s*"PageFlushed",\\s*"pageId":\\s*"?${pageId}\\b`);
    if (shown.some((result) => flush.test(result))) {
      return true;
    }
  }
  return false;
}

function valueOf(page, selector) {
  return page.evaluate((it) => document.querySelector(it).CodeMirror.getValue(), selector);
}
