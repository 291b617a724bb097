// How the tests run: under a host zone that is not the court's, so that nothing leans on the machine's clock.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    env: { TZ: process.env["TZ"] ?? "America/New_York" },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    maxWorkers: 2,
  },
});
