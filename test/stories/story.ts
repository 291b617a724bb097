// A story is a whole conversation in the users' words, as data: who says what where, and what must then be seen, and by whom.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ContentError, parseYaml } from "../../src/content/faults.ts";

const words = z.union([z.string().transform((w) => [w]), z.array(z.string())]);
const sightSchema = z.strictObject({
  /** `group`, or a person's room account. */
  at: z.string(),
  has: words.default([]),
  lacks: words.default([]),
  /** How many messages came there in this step. */
  count: z.number().optional(),
});
const stepSchema = z.strictObject({
  say: z
    .strictObject({
      who: z.string(),
      in: z.enum(["group", "private"]).default("private"),
      text: z.string().default(""),
      /** Presses the button with this label on the last message there that has one. */
      press: z.string().optional(),
      /** Quotes the last message of the bot there, or the last one that holds these words. */
      quote: z.string().optional(),
      mention: z.boolean().default(false),
      file: z
        .strictObject({
          kind: z.enum(["picture", "voice", "file", "sticker"]),
          name: z.string().default(""),
          size: z.number().default(1000),
        })
        .optional(),
      /** Sends the very same message again, as platforms do. */
      twice: z.boolean().default(false),
      name: z.string().optional(),
    })
    .optional(),
  /** Several messages with no pause between them. */
  says: z
    .array(
      z.strictObject({
        who: z.string(),
        in: z.enum(["group", "private"]).default("private"),
        text: z.string(),
        mention: z.boolean().default(false),
      }),
    )
    .optional(),
  /** This person answers 不知道 to whatever is still asked, and 对 when it is read back. */
  finish: z.string().optional(),
  /** Lets time pass after this step: `4s`, `10m`, `3h`, `2d`. Without it, 4 s pass, in which a report is gathered. */
  wait: z.string().optional(),
  until: z.string().optional(),
  restart: z.boolean().default(false),
  /** court.yaml was changed, each first text into the second, and the bot started anew. */
  court: z.array(z.tuple([z.string(), z.string()])).optional(),
  /** These people cannot be reached from here on. */
  unreachable: z.array(z.string()).optional(),
  see: z.array(sightSchema).default([]),
  /** Chats in which nothing may have been said in this step. */
  silent: z.array(z.string()).default([]),
  /** The last lead, as stored. */
  lead: z.record(z.string(), z.unknown()).optional(),
  leads: z.number().optional(),
});
export type Step = z.infer<typeof stepSchema>;
export const storySchema = z.strictObject({
  title: z.string(),
  now: z.string().default("2026-11-24T10:00"),
  /** Places the group is bound to; none when empty. */
  group: z.array(z.string()).default(["柳树村"]),
  /** The timers that stand in court.yaml (reports, stories) are set, as at the start of the bot. */
  seeded: z.boolean().default(false),
  /** Two causes that reports sound like nearly equally in this story, whatever the classifier has learnt since. */
  torn: z.tuple([z.string(), z.string()]).optional(),
  /** Run over every channel, not only the engine. */
  everywhere: z.boolean().default(false),
  steps: z.array(stepSchema).min(1),
});
export type Story = z.infer<typeof storySchema>;

/** A file holds one story or, separated by `---`, several. */
export function loadStories(folder: string): (Story & { file: string })[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .toSorted()
    .flatMap((name) =>
      readFileSync(join(folder, name), "utf8")
        .split(/^---$/m)
        .filter((text) => text.trim() !== "")
        .map((text) => {
          const parsed = parseYaml(text, `${folder}/${name}`, storySchema);
          if (!parsed.ok) throw new ContentError(parsed.faults);
          return { ...parsed.value, file: name };
        }),
    );
}
