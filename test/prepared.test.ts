// Kept work is used while its files are as they were, and made anew when a file, or what was kept, has changed.
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { prepared } from "../src/prepared.ts";

let folder: string;
let input: string;
let made: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fengqiao-prepared-"));
  input = join(folder, "in");
  writeFileSync(input, "甲");
  made = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const kept = (): string => join(folder, "kept");
const make = () =>
  prepared("x", [input], () => ({ n: ++made, map: new Map([["利息", Float32Array.of(1, 2)]]) }), kept());
const file = (): string => join(kept(), readdirSync(kept())[0] ?? "");

describe("kept work", () => {
  it("is made once, and comes back as it was", () => {
    expect(make().n).toBe(1);
    const again = make();
    expect(again.n).toBe(1);
    expect(again.map.get("利息")).toEqual(Float32Array.of(1, 2));
  });

  it("is made anew when a file has changed, and the old one goes", () => {
    make();
    writeFileSync(input, "乙");
    expect(make().n).toBe(2);
    expect(readdirSync(kept())).toHaveLength(1);
  });

  it.each([
    ["cut off", () => truncateSync(file(), 20)],
    ["empty", () => writeFileSync(file(), "")],
    [
      "written over",
      () =>
        writeFileSync(
          file(),
          readFileSync(file()).map((byte, at) => (at === 30 ? byte ^ 1 : byte)),
        ),
    ],
  ])("is made anew when it is %s", (_, spoil) => {
    make();
    spoil();
    expect(make().n).toBe(2);
    expect(make().n).toBe(2);
  });

  it("is made each time where nothing can be kept, and a missing file is left to its reader", () => {
    writeFileSync(kept(), "a file where the folder should be");
    expect([make().n, make().n]).toEqual([1, 2]);
    rmSync(input);
    expect(make().n).toBe(3);
  });
});
