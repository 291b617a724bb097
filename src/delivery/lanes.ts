// What the courier has in hand: one lane for each address, in order, the urgent ones in front. No I/O, no clock.
import type { OutboxRow } from "../turn/documents.ts";
import type { Button, OutgoingMessage, Platform } from "../turn/message.ts";
import type { Doc, Key } from "../turn/ports.ts";
import type { Chat } from "./pace.ts";

export type Target = { platform: Platform; chat: Chat };
export type Rendered = { text: string; buttons: Button[][]; files: OutgoingMessage["files"] };

/**
 * A row in hand. `parts` are rendered at the first attempt; `sent` are the platform's numbers of those that went out.
 * Epoch ms: `notBefore`.
 */
export type Entry = {
  doc: Doc<OutboxRow>;
  notBefore: number;
  target: Target | null;
  parts: Rendered[] | null;
  sent: string[];
};

export type Lane = { urgent: Entry[]; plain: Entry[]; notBefore: number; busy: boolean };

export type Lanes = ReturnType<typeof createLanes>;

function isBefore(a: Doc<OutboxRow>, b: Doc<OutboxRow>): boolean {
  return a.value.createdAt === b.value.createdAt ? a.key < b.key : a.value.createdAt < b.value.createdAt;
}

export function createLanes() {
  const lanes = new Map<string, Lane>();
  const inHand = new Map<Key, Lane>();

  return {
    size: (): number => inHand.size,
    has: (key: Key): boolean => inHand.has(key),

    add(doc: Doc<OutboxRow>): void {
      const { to, urgent, dueAt } = doc.value;
      const address = JSON.stringify(to);
      let lane = lanes.get(address);
      if (lane === undefined) lanes.set(address, (lane = { urgent: [], plain: [], notBefore: 0, busy: false }));
      const queue = urgent ? lane.urgent : lane.plain;
      const at = queue.findLastIndex((entry) => isBefore(entry.doc, doc)) + 1;
      queue.splice(at, 0, { doc, notBefore: dueAt, target: null, parts: null, sent: [] });
      inHand.set(doc.key, lane);
    },

    remove({ doc }: Entry): void {
      const lane = inHand.get(doc.key);
      if (lane === undefined) return;
      inHand.delete(doc.key);
      for (const queue of [lane.urgent, lane.plain]) {
        const at = queue.findIndex((entry) => entry.doc.key === doc.key);
        if (at !== -1) queue.splice(at, 1);
      }
    },

    /** The entries that may go now, the urgent before the others, the older before the newer; and when the next one may. */
    ready(now: number): { ready: { lane: Lane; entry: Entry }[]; next: number } {
      const ready: { lane: Lane; entry: Entry }[] = [];
      let next = Infinity;
      for (const [address, lane] of lanes) {
        if (lane.busy) continue;
        if (lane.notBefore <= now && isEmpty(lane)) lanes.delete(address);
        // An urgent row that waits for its next attempt lets the others pass; a plain one keeps its place.
        const heads = [lane.urgent.find((entry) => entry.notBefore <= now) ?? lane.urgent[0], lane.plain[0]].filter(
          (entry) => entry !== undefined,
        );
        const times = heads.map((entry) => Math.max(entry.notBefore, lane.notBefore));
        const at = times.findIndex((time) => time <= now);
        if (at === -1) next = Math.min(next, ...times);
        else ready.push({ lane, entry: heads[at]! });
      }
      ready.sort((a, b) => {
        const [x, y] = [a.entry.doc, b.entry.doc];
        if (x.value.urgent !== y.value.urgent) return x.value.urgent ? -1 : 1;
        return isBefore(x, y) ? -1 : 1;
      });
      return { ready, next };
    },

    isBusy: (): boolean => [...lanes.values()].some(({ busy }) => busy),
  };
}

function isEmpty(lane: Lane): boolean {
  return lane.urgent.length === 0 && lane.plain.length === 0;
}
