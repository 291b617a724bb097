// Kept files: one for the same bytes, known by what they are, deleted when nothing points to them.
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFileStore, type FileStore } from "../../src/store/files.ts";
import { openStore } from "../../src/store/lowdb/open.ts";
import { sweepFiles } from "../../src/sweep.ts";
import { sampleLead } from "./samples.ts";

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1]);
const pdf = Buffer.from("%PDF-1.7\n1 0 obj\n");
const silk = Buffer.from("\u0002#!SILK_V3....", "latin1");

let folder: string;
let files: FileStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fengqiao-files-"));
  files = createFileStore(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const names = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((f) => f.isFile()).map((f) => f.name);

describe("the files people send", () => {
  it("lie there once, under the hash of their bytes, for the owner's eyes only", async () => {
    const [one, two] = [await files.keep(jpeg), await files.keep(Buffer.from(jpeg))];
    expect(one).toEqual({ hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string, size: 16, mime: "image/jpeg" });
    expect(two).toEqual(one);
    expect(await names()).toEqual([one?.hash]);
    expect(Buffer.from((await files.read(one?.hash ?? "")) ?? [])).toEqual(jpeg);
    expect((await stat(join(folder, (one?.hash ?? "").slice(0, 2), one?.hash ?? ""))).mode & 0o077).toBe(0);
  });

  it.each([
    ["a program", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0])],
    ["a Windows program", Buffer.from("MZ\u0090\u0000rest of a program", "latin1")],
    ["a script", Buffer.from("#!/bin/sh\nrm -rf /\n")],
    ["a web page", Buffer.from("<html><script>alert(1)</script></html>")],
    ["a drawing that can run scripts", Buffer.from('<?xml version="1.0"?><svg onload="x()"></svg>')],
    ["an archive", Buffer.from("PK\u0003\u0004\u0014\u0000\u0000\u0000\u0000\u0000", "latin1")],
    ["nothing", Buffer.alloc(0)],
  ])("are refused when they are %s", async (_, bytes) => {
    expect(await files.keep(bytes)).toBeNull();
    expect(await names()).toEqual([]);
  });

  it("may be documents and WeChat's voices", async () => {
    expect((await files.keep(pdf))?.mime).toBe("application/pdf");
    expect((await files.keep(silk))?.mime).toBe("audio/silk");
  });

  it("are not read by a path in place of a hash", async () => {
    expect(await files.read("../../etc/passwd")).toBeNull();
  });

  it("go when no draft and no lead points to them, after a few days", async () => {
    const kept = await files.keep(jpeg);
    const loose = await files.keep(pdf);
    const store = await openStore({ folder: null, alarm: () => undefined, onWarning: () => undefined, now: Date.now });
    const evidence = [{ kind: "picture", label: "照片", platform: "telegram", fileId: "f", hash: kept?.hash ?? null }];
    const value = sampleLead("2026-0001", { evidence });
    await store.commit({ at: 0, changes: [{ key: "lead/2026-0001", expect: 0, value }] });
    expect(await sweepFiles(store, files, Date.now())).toBe(0);
    expect(await sweepFiles(store, files, Date.now() + 5 * 86_400_000)).toBe(1);
    expect(await files.read(loose?.hash ?? "")).toBeNull();
    expect(await files.read(kept?.hash ?? "")).not.toBeNull();
    await store.close();
  });
});
