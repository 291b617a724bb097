// The long poll: asks for updates, confirms only what is on disk, and comes back from every trouble by itself.
import type { Api } from "grammy";
import { createTaking, backoffMs, type Taking, type TakingOptions } from "./taking.ts";
import { type Failure, failureOf, reasonOf } from "./transport.ts";
import { allowedUpdates } from "./updates.ts";

/** While something is in hand, Telegram is asked again after so long whether there is more for other chats. */
const againMs = 250;
/** When it takes as long as that, the disk is down rather than one turn slow: then more slowly. */
const manyRounds = 120;
const longestAgainMs = 2_000;
const tokenMs = 60_000;
const farewellMs = 2_000;
/** So many failures in a row are no hiccup. */
const lasting = 5;

/** grammY's name for an abort signal. */
export type Signal = NonNullable<Parameters<Api["getUpdates"]>[1]>;

export type PollingOptions = TakingOptions & {
  api: Api;
  /** Who the bot is must be known before an update can be read; rejects like any request. */
  meet: (signal: Signal) => Promise<void>;
  /** Called after each attempt, whatever came of it and after it was told: the first one is the end of the start. */
  tried: () => void;
};

/** Runs until stopped; resolves when nothing is under way. */
export async function runPolling(options: PollingOptions): Promise<void> {
  const { api, tell, log, timing, stopping } = options;
  const taking = createTaking(options);
  const signal = stopping as unknown as Signal;
  let failures = 0;

  function recovered(): void {
    if (failures > 0) log("telegram-back", { failures });
    failures = 0;
  }

  /** How long to wait after this failure, in ms; what must be told is told. */
  async function trouble(failure: Failure): Promise<number> {
    failures++;
    log("telegram-trouble", { failures, reason: reasonOf(failure) });
    const usual = backoffMs(failures, timing.random);
    if (failure.kind === "network") {
      if (failures >= lasting) tell("telegram-network", { reason: failure.reason });
      return usual;
    }
    if (failure.code === 401 || failure.code === 404) {
      tell("telegram-token", { code: failure.code });
      return tokenMs;
    }
    if (failure.code === 409) {
      if (!failure.description.includes("webhook")) {
        tell("telegram-conflict");
        return Math.max(usual, backoffMs(3, timing.random));
      }
      tell("telegram-webhook");
      await api.deleteWebhook({}, signal).catch(() => undefined);
      return usual;
    }
    if (failure.retryAfterMs !== null) return failure.retryAfterMs;
    if (failures >= lasting) tell("telegram-network", { code: failure.code });
    return usual;
  }

  const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      const result = await work();
      recovered();
      options.tried();
      return result;
    } catch (error) {
      if (stopping.aborted) return undefined;
      const wait = await trouble(failureOf(error));
      options.tried();
      await timing.sleep(wait, stopping).catch(() => undefined);
      return undefined;
    }
  };

  while (!stopping.aborted) {
    const met = await attempt(async () => {
      await options.meet(signal);
      return true;
    });
    if (met) break;
  }

  let rounds = 0;
  while (!stopping.aborted) {
    const fresh = await attempt(async () => {
      const offset = taking.offset();
      const timeout = taking.size() === 0 ? timing.pollSeconds : 0;
      const asked = offset === undefined ? {} : { offset };
      const updates = await api.getUpdates({ limit: 100, timeout, allowed_updates: allowedUpdates, ...asked }, signal);
      return taking.offer(updates, offset);
    });
    if (fresh === undefined) continue;
    rounds = fresh > 0 ? 0 : rounds + 1;
    await settled(taking, rounds < manyRounds ? againMs : longestAgainMs);
  }
  options.tried();
  await taking.idle();
  const offset = taking.offset();
  // Best effort: without it, the last batch is offered once more at the next start and dropped as a repeat.
  if (offset !== undefined)
    await api
      .getUpdates({ offset, limit: 1, timeout: 0 }, AbortSignal.timeout(farewellMs) as unknown as Signal)
      .catch(() => undefined);

  /** Until all in hand is taken, at most for a while: one update that fails must not hold up the other chats. */
  async function settled(hand: Taking, ms: number): Promise<void> {
    if (hand.size() === 0) return;
    const over = new AbortController();
    const end = (): void => over.abort();
    stopping.addEventListener("abort", end, { once: true });
    await Promise.race([hand.idle(), timing.sleep(ms, over.signal).catch(() => undefined)]);
    stopping.removeEventListener("abort", end);
    over.abort();
  }
}
