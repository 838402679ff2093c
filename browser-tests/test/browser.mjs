// A headless Chromium that reaches the service and nothing else.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ARTIFACTS } from "./service.mjs";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export async function launch() {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) {
    throw new Error(`no browser at ${executablePath}: install chromium, or set CHROMIUM`);
  }
  return chromium.launch({ executablePath, args: FLAGS });
}

/** A page that notes what it asked for outside `origin` (aborted), and what went wrong in it. */
export async function newPage(browser, origin) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const strayRequests = [];
  const errors = [];
  const { host } = new URL(origin);
  await context.route("**", (route) => {
    const url = new URL(route.request().url());
    if (url.protocol === "http:" && url.host === host) {
      return route.continue();
    }
    strayRequests.push(url.href);
    return route.abort();
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("websocket", (socket) => {
    if (new URL(socket.url()).host !== host) {
      strayRequests.push(socket.url());
    }
  });
  page.on("pageerror", (e) => errors.push(e.message));
  return {
    page,
    strayRequests,
    errors,
    screenshot: (name) => page.screenshot({ path: join(ARTIFACTS, `${name}.png`) }),
    close: () => context.close(),
  };
}
