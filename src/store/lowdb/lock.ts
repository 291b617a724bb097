// Keeps a second process out of the store's folder, and tells a process that lost the folder before it acknowledges anything.
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { codeOf, StoreLocked } from "./errors.ts";
import { type FileIo, writeDurably } from "./fileIo.ts";

const ownerSchema = z.strictObject({
  pid: z.number().int(),
  /** When the process began, as its system counts it; a number used again by another process does not match. */
  started: z.string(),
  boot: z.string(),
  host: z.string(),
  token: z.string(),
});
type Owner = z.infer<typeof ownerSchema>;

export type Lock = {
  /** False once another process has taken the folder: nothing may be acknowledged any more. */
  held: () => Promise<boolean>;
  release: () => Promise<void>;
};

async function textOf(path: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch {
    // Only Linux has these files; elsewhere the process number alone decides.
    return "";
  }
}

async function startOf(pid: number): Promise<string> {
  // The name of the process, in brackets, may hold spaces: count the fields behind it.
  const stat = await textOf(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

async function isAlive(owner: Owner, boot: string): Promise<boolean> {
  // Another host or an earlier boot cannot be asked; were that process alive after all, `held` stops it.
  if (owner.host !== hostname() || owner.boot !== boot) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (codeOf(error) === "ESRCH") return false;
  }
  return owner.started === (await startOf(owner.pid));
}

/** Takes the lock or throws `StoreLocked`. A lock whose process is gone is taken over. */
export async function takeLock(io: FileIo, folder: string, onStale: (pid: number) => void): Promise<Lock> {
  const path = join(folder, "lock");
  const token = randomUUID();
  const boot = await textOf("/proc/sys/kernel/random/boot_id");
  const own: Owner = { pid: process.pid, started: await startOf(process.pid), boot, host: hostname(), token };
  const temporary = join(folder, `lock-${token}`);
  await writeDurably(io, temporary, Buffer.from(JSON.stringify(own)));
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await io.link(temporary, path);
        break;
      } catch (error) {
        if (codeOf(error) !== "EEXIST" || attempt === 5) throw error;
      }
      const found = await io.read(path);
      if (found === null) continue;
      const owner = parse(found);
      if (owner !== undefined && (await isAlive(owner, boot))) {
        throw new StoreLocked(
          `${path}: the store is open in process ${owner.pid} on ${owner.host}. Stop that process first; if it is not fengqiao, delete this file.`,
        );
      }
      onStale(owner?.pid ?? 0);
      // Moved, not deleted: of two that see the same stale lock, one finds that it moved the other's new one, and puts it back.
      const aside = join(folder, `lock-stale-${token}`);
      await io.rename(path, aside);
      const moved = await io.read(aside);
      if (moved !== null && !moved.equals(found)) await io.link(aside, path);
      await io.unlink(aside);
    }
  } catch (error) {
    await io.unlink(temporary);
    if (codeOf(error) === "EEXIST" || codeOf(error) === "ENOENT") {
      throw new StoreLocked(`${path}: another process is opening the store at this moment. Start one only.`);
    }
    throw error;
  }
  // What killed processes left; one that is about to link its own finds it gone and gives up.
  for (const name of (await io.list(folder)) ?? [])
    if (name.startsWith("lock-") && join(folder, name) !== temporary) await io.unlink(join(folder, name));
  // The temporary name stays as long as the lock is held, so that the file's identity cannot be given to another.
  const identity = await io.identity(path);
  const held = async () => identity !== null && (await io.identity(path)) === identity;
  return {
    held,
    async release() {
      if (await held()) await io.unlink(path);
      await io.unlink(temporary);
    },
  };
}

function parse(bytes: Buffer): Owner | undefined {
  try {
    return ownerSchema.parse(JSON.parse(bytes.toString("utf8")));
  } catch {
    // Written by hand or torn: nobody holds it.
    return undefined;
  }
}
