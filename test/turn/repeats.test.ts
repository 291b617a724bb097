// Random conversations with repeats, conflicts and people talking across each other end in the same state as the clean run.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadContent } from "../../src/content.ts";
import type { Draft, Lead } from "../../src/leads/lead.ts";
import { openStore } from "../../src/store/lowdb/open.ts";
import type { OutboxRow } from "../../src/turn/documents.ts";
import { auditHash, createEngine } from "../../src/turn/engine.ts";
import type { IncomingMessage } from "../../src/turn/message.ts";
import { Conflict, type Store } from "../../src/turn/ports.ts";
import { everyDoc, groupDoc, instant } from "../stories/driver.ts";

const loaded = loadContent();
const place = loaded.content.directory.places[0]?.id ?? "";

/** What people say: reports, answers, commands of those who may and who may not, questions, danger. */
const lines = [
  "我借给赵老三两万六他不还，柳树村的，去年5月的事，有借条",
  "不对，应该是三万",
  "我叫李秀英 电话13800005678",
  "对",
  "取消",
  "稍后",
  "继续",
  "不知道",
  "要回钱，愿意调解",
  "借条上没写利息我能要不",
  "登记 隔壁老周把我家过道堵了",
  "进度",
  "我的信息",
  "收",
  "退 不归我管",
  "办结 谈好了",
  "1",
  "他拿着刀追我快来人",
  "帮助",
] as const;
const who = ["resident-li", "resident-sun", "grid-wang", "judge-zhang"] as const;
type Said = { who: (typeof who)[number]; text: (typeof lines)[number]; group: boolean; times: number };

const said: fc.Arbitrary<Said> = fc.record({
  who: fc.constantFrom(...who),
  text: fc.constantFrom(...lines),
  group: fc.boolean().map((b) => b),
  times: fc.constantFrom(1, 1, 1, 2, 3),
});

/** A store that now and then says another turn was quicker, as a store shared by several processes does. */
function conflicting(store: Store, every: number): Store {
  let n = 0;
  return {
    ...store,
    async commit(commit) {
      if (every > 0 && ++n % every === 0) throw new Conflict(commit.changes[0]?.key ?? "counter/none");
      await store.commit(commit);
    },
  };
}

type End = { leads: Lead[]; drafts: Draft[]; notices: string[]; groupWords: string };

async function play(
  conversation: readonly Said[],
  noise: { repeats: boolean; conflictEvery: number; together: boolean },
): Promise<End> {
  let now = instant("2026-11-24T10:00");
  const store = await openStore({
    folder: null,
    alarm: () => undefined,
    onWarning: () => undefined,
    now: () => now,
    validate: true,
  });
  await store.commit({
    at: now,
    changes: [{ key: "group/room:group", expect: 0, value: groupDoc("room", "group", [place]) }],
  });
  const engine = createEngine({
    store: conflicting(store, noise.conflictEvery),
    content: loaded.content,
    settings: {
      platforms: { room: { writesFirst: true, privateLink: false } },
      intakeAllowed: () => true,
      composes: false,
      transcribes: false,
      keepsFiles: false,
      readsPhotos: false,
    },
    understand: loaded.understand,
    now: () => now,
    secret: () => "secret",
    alarm: () => undefined,
  });
  const message = (s: Said, i: number): IncomingMessage => ({
    platform: "room",
    messageId: `m${i}`,
    event: "message",
    chat: s.group ? { kind: "group", id: "group", title: "" } : { kind: "private", id: s.who, title: "" },
    person: { id: s.who, name: "", bot: false },
    text: s.text,
    addressed: true,
    attachments: [],
    sentAt: now,
  });
  for (const [i, s] of conversation.entries()) {
    const one = message(s, i);
    const times = noise.repeats ? s.times : 1;
    if (noise.together) await Promise.all(Array.from({ length: times }, () => engine.take(one)));
    else for (let t = 0; t < times; t++) await engine.take(one);
    now += 5_000;
    while ((await engine.ring()) > 0);
  }
  // A repeat that comes hours later, after everything.
  if (noise.repeats) for (const [i, s] of conversation.entries()) await engine.take(message(s, i));
  const rows = (await everyDoc<OutboxRow>(store, "outbox")).map((d) => d.value);
  const end: End = {
    leads: (await everyDoc<Lead>(store, "lead")).map((d) => d.value),
    drafts: (await everyDoc<Draft>(store, "draft")).map((d) => d.value),
    notices: rows
      .map((r) => `${r.id} ${JSON.stringify(r.to)} ${r.notice} ${JSON.stringify(r.params)}`)
      .toSorted((a, b) => (a < b ? -1 : 1)),
    groupWords: rows
      .filter((r) => "group" in r.to)
      .map((r) => JSON.stringify(r.params))
      .join("\n"),
  };
  await audited(store);
  await store.close();
  return end;
}

type Audit = {
  at: number;
  by: string;
  role: string;
  action: string;
  about: string;
  outcome: "done" | "refused";
  previous: string;
  hash: string;
};

async function audited(store: Store): Promise<void> {
  let previous = "";
  for (const [i, { value }] of (await everyDoc<Audit>(store, "audit")).entries()) {
    expect(value.previous).toBe(previous);
    expect(value.hash).toBe(auditHash(previous, i + 1, value.at, value));
    previous = value.hash;
  }
}

describe("random conversations", () => {
  it("end the same with repeats, repeats at once and conflicts as without", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(said, { minLength: 1, maxLength: 14 }),
        fc.integer({ min: 2, max: 5 }),
        async (conversation, conflictEvery) => {
          const clean = await play(conversation, { repeats: false, conflictEvery: 0, together: false });
          const noisy = await play(conversation, { repeats: true, conflictEvery, together: true });
          expect(noisy).toEqual(clean);
        },
      ),
      { numRuns: 40, seed: 20261123 },
    );
  }, 60_000);

  it("number leads without gaps, tell each one's judge, and never name a party in the group", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(said, { minLength: 6, maxLength: 20 }), async (conversation) => {
        const end = await play(conversation, { repeats: true, conflictEvery: 3, together: false });
        expect(end.leads.map((l) => l.id)).toEqual(end.leads.map((_, i) => `2026-${String(i + 1).padStart(4, "0")}`));
        for (const lead of end.leads) {
          expect(end.notices.some((n) => /"staff":/.test(n) && n.includes(lead.id))).toBe(true);
          expect(lead.timeline[0]?.move).toBe("submit");
        }
        expect(end.groupWords).not.toMatch(/赵老三|李秀英|老周|13800005678|两万六|三万|26000/);
      }),
      { numRuns: 40, seed: 20261124 },
    );
  }, 60_000);

  it("let nobody without the role change a lead", async () => {
    const report: Said[] = (
      [
        "我叫李秀英13800005678，借给赵老三两万六他不还，柳树村的，去年5月的事，有借条，要回钱愿意调解",
        ...Array.from({ length: 7 }, () => "不知道"),
        "对",
      ] as string[]
    ).map((text) => ({ who: "resident-li", text: text as Said["text"], group: false, times: 1 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            who: fc.constantFrom("resident-sun" as const, "grid-wang" as const),
            text: fc.constantFrom("收" as const, "退 不归我管" as const, "办结 谈好了" as const),
            group: fc.boolean(),
            times: fc.constant(1),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        async (attempts) => {
          const before = await play(report, { repeats: false, conflictEvery: 0, together: false });
          const after = await play([...report, ...attempts], { repeats: false, conflictEvery: 0, together: false });
          expect(after.leads).toEqual(before.leads);
        },
      ),
      { numRuns: 15, seed: 20261125 },
    );
  }, 60_000);
});
