// The audit chain as an auditor checks it: every row's hash from the row before it, and the counter's from the last.
import { auditHash } from "../../src/turn/engine.ts";
import type { Store } from "../../src/turn/ports.ts";
import type { AuditNote } from "../../src/turn/turn.ts";
import { everyDoc } from "../stories/driver.ts";

export async function auditHolds(store: Store): Promise<boolean> {
  const rows = await everyDoc<AuditNote & { at: number; previous: string; hash: string }>(store, "audit");
  let previous = "";
  for (const [n, { value }] of rows.entries()) {
    if (value.previous !== previous || value.hash !== auditHash(previous, n + 1, value.at, value)) return false;
    previous = value.hash;
  }
  return ((await store.load<{ hash: string }>("counter/audit"))?.value.hash ?? "") === previous;
}
