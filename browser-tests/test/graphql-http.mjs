// What npm's graphql-http finds when it audits the service for GraphQL over HTTP.

import assert from "node:assert/strict";
import { it } from "node:test";
import { serverAudits } from "graphql-http";

/**
 * The audits that may fail, each for a reason in docs/graphql-over-http.md. Any other that fails,
 * and any of these that passes, fails the test.
 */
const EXCEPTIONS = new Set(["5A70", "D6D5", "6A70"]);

export function graphqlHttp(service) {
  it("the audits of GraphQL over HTTP pass, but for what is explained", async () => {
    const failed = [];
    for (const audit of serverAudits({ url: `${service().origin}/graphql` })) {
      const result = await audit.fn();
      if (result.status !== "ok") {
        failed.push(`${audit.id} ${result.status} ${audit.name}: ${result.reason}`);
      }
    }
    const ids = failed.map((failure) => failure.split(" ")[0]);
    const unexplained = failed.filter((failure) => !EXCEPTIONS.has(failure.split(" ")[0]));
    assert.deepEqual(unexplained, []);
    assert.deepEqual([...EXCEPTIONS].filter((id) => !ids.includes(id)), [], "explained, but pass");
  });
}
