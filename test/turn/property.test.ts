// Whatever a platform does to a conversation — repeats, another order, conflicts, a disk that fails — it ends the same.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadContent } from "../../src/content.ts";
import type { Lead } from "../../src/leads/lead.ts";
import { moves } from "../../src/leads/moves.ts";
import type { Driver } from "../stories/driver.ts";
import { seeded } from "../faults/killVillage.ts";
import { conversation, playOut, speakers, type Ended } from "./conversations.ts";
import { auditHolds } from "./audit.ts";

const loaded = loadContent();
const seed = 20_261_123;
const runs = 25;

/** Numbers are drawn in the order of arrival: a lead is called by its reporter and their how-manieth it is. */
async function renamed(driver: Driver): Promise<(text: string) => string> {
  const leads = (await driver.all<Lead>("lead")).map((d) => d.value).toSorted((a, b) => a.id.localeCompare(b.id));
  const names = new Map<string, string>();
  for (const lead of leads)
    names.set(
      lead.id,
      `${lead.reporter}/${[...names.values()].filter((n) => n.startsWith(`${lead.reporter}/`)).length}`,
    );
  return (text) => text.replace(/20\d{2}-\d{4}(?!\d)/g, (number) => names.get(number) ?? number);
}

/** The state at the end, and what everyone read, with nothing in it that the order of arrival may decide. */
async function ending({ driver, heard }: Ended): Promise<unknown> {
  const rename = await renamed(driver);
  const docs = async (collection: "lead" | "draft" | "conversation" | "person" | "timer" | "outbox") =>
    (await driver.all(collection)).map((d) => rename(JSON.stringify([d.key, d.value]))).toSorted();
  const audit = (await driver.all<Record<string, unknown>>("audit")).map(({ value }) =>
    rename([value["by"], value["role"], value["action"], value["about"], value["outcome"]].join(" ")),
  );
  return {
    leads: await docs("lead"),
    drafts: await docs("draft"),
    conversations: await docs("conversation"),
    persons: await docs("person"),
    timers: await docs("timer"),
    outbox: await docs("outbox"),
    audit: audit.toSorted(),
    // Questions nobody could answer are numbered as they come, whoever asks.
    read: heard.map((s) => rename(`${s.chat}: ${s.text}`).replace(/【问题\d+】/gu, "【问题】")).toSorted(),
  };
}

const attempts = [
  ["收", ""],
  ["退", "不归我管"],
  ["转", "刘桂芬"],
  ["办结", "好了"],
  ["撤回", ""],
] as const;

const check = (property: fc.IAsyncProperty<unknown>): Promise<void> => fc.assert(property, { seed, numRuns: runs });

describe("the turn", () => {
  it(
    "ends the same under repeats, another order across people, conflicts and a failing disk",
    { timeout: 120_000 },
    () =>
      check(
        fc.asyncProperty(conversation, fc.nat(), async (said, chance) => {
          const straight = await playOut(said, loaded);
          const troubled = await playOut(said, loaded, {
            order: true,
            repeats: 0.3,
            conflicts: 0.25,
            lost: 0.15,
            random: seeded(chance),
          });
          try {
            expect(await ending(troubled)).toEqual(await ending(straight));
          } finally {
            await Promise.all([straight.driver.close(), troubled.driver.close()]);
          }
        }),
      ),
  );

  it(
    "keeps numbers without gaps, the audit chain whole, and lets nobody move what is not theirs",
    { timeout: 120_000 },
    () =>
      check(
        fc.asyncProperty(conversation, fc.nat(), async (said, chance) => {
          const trouble = { order: true, repeats: 0.2, conflicts: 0.2, lost: 0.1, random: seeded(chance) };
          const { driver } = await playOut(said, loaded, trouble);
          trouble.lost = 0;
          try {
            const leads = (await driver.all<Lead>("lead")).map((d) => d.value);
            expect(leads.map((l) => l.id).toSorted()).toEqual(
              leads.map((_, n) => `2026-${String(n + 1).padStart(4, "0")}`),
            );
            expect(await auditHolds(driver.store())).toBe(true);
            for (const lead of leads)
              for (const { move, role } of lead.timeline)
                expect(moves[move as keyof typeof moves].by as readonly string[], `${lead.id} ${move}`).toContain(role);
            // Then everyone tries everything on everybody's leads, and nothing of it changes them.
            for (const lead of leads) {
              const key = `lead/${lead.id}` as const;
              const before = await driver.store().load(key);
              const others = speakers.map((s) => s.who).filter((who) => `room:${who}` !== lead.reporter);
              const { judge, handOverTo, assist, tribunal } = lead;
              const elsewhere = loaded.content.directory.judges.find(
                (j) => ![judge, handOverTo, assist].includes(j.id) && j.tribunal !== tribunal,
              );
              for (const who of [...others, elsewhere?.accounts["room"]?.[0] ?? ""])
                for (const [verb, rest] of attempts)
                  await driver.say({ who, in: "private", text: `${verb} ${lead.id} ${rest}`.trim(), mention: false });
              expect(await driver.store().load(key)).toEqual(before);
            }
          } finally {
            await driver.close();
          }
        }),
      ),
  );

  it("never says a party's name, phone or sum in a group", { timeout: 120_000 }, () =>
    check(
      fc.asyncProperty(conversation, async (said) => {
        const { driver, heard } = await playOut(said, loaded);
        await driver.close();
        const group = heard
          .filter((s) => s.chat === "group")
          .map((s) => s.text)
          .join("\n");
        for (const { me, other, phone, yuan } of speakers)
          for (const secret of [me, other, phone, yuan, String(Number(yuan) / 10_000)])
            expect(group, secret).not.toContain(secret);
      }),
    ),
  );
});
