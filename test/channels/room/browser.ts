// A real browser that comes by npm, for the web room; it unpacks its own system libraries where the machine lacks them.
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Launches it as people's browsers run (the package's own flags switch web security off), only kept from calling home. */
export async function launch(): Promise<Browser> {
  // Without this the package expects libnss3 and libnspr4 from the system.
  process.env["AWS_EXECUTION_ENV"] ??= "AWS_Lambda_nodejs24.x";
  const { default: packaged } = await import("@sparticuz/chromium");
  const executablePath = await packaged.executablePath();
  if (!existsSync(executablePath))
    throw new Error(`the browser is not at ${executablePath}; run npm ci on Linux, the packaged browser is for it`);
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
    headless: true,
  });
}
