// The pace at which chats may get messages.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limitsOf, mayGoAt, newPace, noteSent, type Chat } from "../../src/delivery/pace.ts";
import { splitText } from "../../src/delivery/splitText.ts";

const telegram = limitsOf("telegram", { perGroupPerMinute: 20, perMinute: 1_800 });
const wechat = limitsOf("wechat", { perGroupPerMinute: null, perMinute: 30 });
const group: Chat = { kind: "group", id: "g" };
const person: Chat = { kind: "private", id: "p" };

/** Sends as soon as it may, `n` times; the times of it. */
function sendAll(
  n: number,
  limits: typeof telegram,
  chat: (n: number) => Chat,
  urgent = false,
  random = () => 0.5,
): number[] {
  const pace = newPace();
  let now = 1_000_000;
  return Array.from({ length: n }, (_, at) => {
    now = Math.max(now, mayGoAt(pace, limits, chat(at), urgent, now));
    noteSent(pace, limits, chat(at), now, random);
    return now;
  });
}

describe("the pace of a group on Telegram", () => {
  it("never lets more than 20 into any minute, and does not wait longer than that takes", () => {
    const times = sendAll(100, telegram, () => group, true);
    for (const [at, time] of times.entries())
      expect(times.filter((other) => other >= time && other < time + 60_000).length, `from ${at}`).toBeLessThanOrEqual(
        20,
      );
    expect(times.at(-1)! - times[0]!).toBeLessThanOrEqual(4 * 60_000);
  });

  it("keeps the last of the twenty for what is urgent", () => {
    const pace = newPace();
    for (let n = 0; n < 19; n += 1) noteSent(pace, telegram, group, n, Math.random);
    expect(mayGoAt(pace, telegram, group, false, 100)).toBe(60_000);
    expect(mayGoAt(pace, telegram, group, true, 100)).toBeLessThanOrEqual(100);
  });

  it("holds up no other chat", () => {
    const pace = newPace();
    for (let n = 0; n < 20; n += 1) noteSent(pace, telegram, group, n * 100, Math.random);
    expect(mayGoAt(pace, telegram, { kind: "group", id: "other" }, false, 3_000)).toBeLessThanOrEqual(3_000);
    expect(mayGoAt(pace, telegram, person, false, 3_000)).toBeLessThanOrEqual(3_000);
  });

  it("keeps to 30 a second over all chats", () => {
    const times = sendAll(200, telegram, (n) => ({ kind: "private", id: String(n) }), true);
    for (const time of times)
      expect(times.filter((other) => other >= time && other < time + 1_000).length).toBeLessThanOrEqual(30);
  });
});

describe("the pace on WeChat", () => {
  it("waits 1 to 3 seconds in the same chat and 3 to 5 when the chat changes", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), fc.boolean(), (chance, same) => {
        const [first, second] = sendAll(
          2,
          wechat,
          (n) => (same || n === 0 ? person : group),
          false,
          () => chance,
        );
        const pause = second! - first!;
        expect(pause).toBeGreaterThanOrEqual(same ? 1_000 : 3_000);
        expect(pause).toBeLessThanOrEqual(same ? 3_000 : 5_000);
      }),
    );
  });

  it("keeps to 30 a minute", () => {
    const times = sendAll(
      90,
      wechat,
      () => person,
      true,
      () => 0,
    );
    for (const time of times)
      expect(times.filter((other) => other >= time && other < time + 60_000).length).toBeLessThanOrEqual(30);
  });
});

it("waits at most a minute when the clock is set back", () => {
  const pace = newPace();
  for (let n = 0; n < 20; n += 1) noteSent(pace, telegram, group, 10_000_000_000, Math.random);
  expect(mayGoAt(pace, telegram, group, true, 1_000)).toBe(61_000);
});

describe("a text that is too long", () => {
  it("is cut at line ends", () => {
    expect(splitText("一行字\n两行字\n三行字", 8)).toEqual(["一行字\n两行字", "三行字"]);
    expect(splitText("短", 8)).toEqual(["短"]);
    expect(splitText("", 8)).toEqual([""]);
  });

  it("loses no character, and no character is cut in two", () => {
    const text = fc.string({ unit: fc.constantFrom("字", "a", "\n", "😀", " "), maxLength: 200 });
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 30 }), (whole, max) => {
        const parts = splitText(whole, max);
        expect(parts.join("").replaceAll("\n", "")).toBe(whole.replaceAll("\n", ""));
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(max);
          expect(part.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});
