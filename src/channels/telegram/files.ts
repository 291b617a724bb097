// Fetches the bytes of an attachment through the Bot API's file addresses, up to a limit.
import type { Api } from "grammy";
import { failureOf, rootOf } from "./transport.ts";

export type FileSource = {
  api: Api;
  token: string;
  apiRoot: string | null;
  limitSeconds: number;
  log: (event: string, detail: Record<string, string | number | boolean>) => void;
};

const tooLarge = (bytes: number | string, limit: number): RangeError =>
  new RangeError(`the file has ${bytes} bytes; ${limit} are taken at most`);

async function readUpTo(answer: Response, limit: number): Promise<Uint8Array> {
  const declared = Number(answer.headers.get("content-length") ?? 0);
  if (declared > limit) throw tooLarge(declared, limit);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.byteLength;
    if (size > limit) throw tooLarge(`more than ${limit}`, limit);
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** Null when the file cannot be had; throws a RangeError when it is larger than `limit` bytes. */
export async function fetchFile(source: FileSource, fileId: string, limit: number): Promise<Uint8Array | null> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), source.limitSeconds * 1_000);
  try {
    const file = await source.api.getFile(fileId);
    if ((file.file_size ?? 0) > limit) throw tooLarge(file.file_size ?? 0, limit);
    if (!file.file_path) return null;
    const path = file.file_path.split("/").map(encodeURIComponent).join("/");
    const answer = await fetch(`${rootOf(source.apiRoot)}/file/bot${source.token}/${path}`, { signal: over.signal });
    if (answer.ok) return await readUpTo(answer, limit);
    source.log("telegram-file-missing", { status: answer.status });
    return null;
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const failure = failureOf(error);
    if (failure.kind === "api" && /too big/i.test(failure.description)) throw tooLarge("more than 20 MB", limit);
    source.log("telegram-file-missing", failure.kind === "api" ? { status: failure.code } : { reason: failure.reason });
    return null;
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}
