import assert from "node:assert/strict";

export function swaggerUi(browse) {
  browse("Swagger UI creates a page by Try it out", async ({ page, screenshot }, service) => {
    await page.goto(`${service.origin}/swagger-ui.html`);
    const operation = page.locator('.opblock[id$="-createPage"]');
    await operation.locator(".opblock-summary-control").click();
    await operation.locator(".try-out__btn").click();
    await operation.locator(".execute").click();

    const answer = operation.locator(".live-responses-table tr.response");
    assert.match(await answer.locator(".response-col_status").innerText(), /^201/);
    const shown = await answer.locator(".response-col_description").innerText();
    const pageId = Number(/"page_id":\s*(\d+)/.exec(shown)?.[1]);
    assert.match(shown, new RegExp(`location:\\s*\\S*/api/v1/storage/pages/${pageId}\\b`, "i"));
    await screenshot("swagger-ui");

    const created = await service.rest("GET", `/pages/${pageId}`);
    assert.equal(created.page_id, pageId);
  });
}
