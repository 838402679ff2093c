// The packaged service as its users see it: a browser, WebSocket clients, the examples.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { launch, newPage } from "./browser.mjs";
import { events } from "./events.mjs";
import { examples } from "./examples.mjs";
import { graphiql } from "./graphiql.mjs";
import { graphqlHttp } from "./graphql-http.mjs";
import { live } from "./live.mjs";
import { Service } from "./service.mjs";
import { swaggerUi } from "./swagger-ui.mjs";

describe("the packaged service", () => {
  let service;
  let browser;

  before(async () => {
    service = await Service.start();
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await service?.stop();
  });

  /** A test in the browser: whatever it does, it stays with the service, and no script fails. */
  const browse = (name, visit) =>
    it(name, async () => {
      const tab = await newPage(browser, service.origin);
      try {
        await visit(tab, service);
      } catch (e) {
        await tab.screenshot(`failed-${name.replaceAll(/\W+/g, "-")}`);
        throw e;
      } finally {
        await tab.close();
      }
      assert.deepEqual(tab.strayRequests, [], "requests that left the service's own origin");
      assert.deepEqual(tab.errors, [], "errors in the page's scripts");
    });

  swaggerUi(browse);
  graphiql(browse);
  live(() => service);
  graphqlHttp(() => service);
  events(browse, () => service);
  examples(() => service);
});
