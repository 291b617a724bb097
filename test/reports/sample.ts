// An invented court's leads for the reports' tests: the same for the same seed, over every place, cause and way to end.
import { addDays, fromCivil } from "../../src/court/calendar.ts";
import type { Directory } from "../../src/court/directory.ts";
import type { Lead } from "../../src/leads/lead.ts";
import { sampleLead } from "../store/samples.ts";

const day = 86_400_000;

export function sampleLeads(count: number, seed: number, directory: Directory, causes: readonly string[]): Lead[] {
  let state = seed;
  const chance = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T;
  return Array.from({ length: count }, (_, n) => {
    const at = fromCivil(addDays("2025-01-01", Math.floor(chance() * 690))) + Math.floor(chance() * day);
    const place = pick(directory.places);
    const ends = chance();
    const accepted = chance() < 0.9;
    const status =
      ends < 0.6 && accepted
        ? "closed"
        : ends < 0.7
          ? "withdrawn"
          : ends < 0.72
            ? "merged"
            : accepted
              ? "accepted"
              : "assigned";
    const acceptedAt = at + Math.floor(chance() * 2 * day);
    const endedAt = acceptedAt + Math.floor(chance() * 40 * day);
    const contactedAt = accepted && chance() < 0.8 ? acceptedAt + Math.floor(chance() * 5 * day) : null;
    const [acceptBy, contactBy, closeBy] = [at + day, acceptedAt + 3 * day, at + 30 * day];
    const said = contactedAt === null ? [] : [contactedAt + 6 * day, contactedAt + 15 * day].filter((t) => t < endedAt);
    const fed = said.map((t, n) => ({
      name: "feedback" as const,
      due: (said[n - 1] ?? contactedAt ?? 0) + 7 * day,
      at: t,
    }));
    const move = (when: number, name: string) => ({ at: when, by: "J", role: "judge", move: name, why: "" });
    return sampleLead(`2026-${String(n + 1).padStart(4, "0")}`, {
      status,
      submittedAt: at,
      cause: pick(causes),
      placeId: chance() < 0.95 ? place.id : null,
      judge: place.judge,
      tribunal: place.tribunal,
      mediator: place.mediator ?? null,
      source: pick(["group", "private", "walkIn", "telephone"] as const),
      danger: chance() < 0.05 ? "high" : "none",
      outcome:
        status === "closed" ? pick(["settled", "confirmed", "filed", "paymentOrder", "unsettled"] as const) : null,
      recoveredYuan: status === "closed" && chance() < 0.5 ? Math.floor(chance() * 50_000) : null,
      acceptBy,
      contactBy,
      contactedAt,
      feedbackBy: (said.at(-1) ?? contactedAt ?? at) + 7 * day,
      closeBy,
      kept: [
        ...(accepted ? [{ name: "accept" as const, due: acceptBy, at: acceptedAt }] : []),
        ...(contactedAt === null ? [] : [{ name: "contact" as const, due: contactBy, at: contactedAt }]),
        ...fed,
        ...(status === "closed" ? [{ name: "close" as const, due: closeBy, at: endedAt }] : []),
      ],
      satisfaction:
        status === "closed" && chance() < 0.4
          ? { at: endedAt + 3 * day, score: pick(["good", "fair", "bad"] as const), words: "" }
          : undefined,
      timeline: [
        ...(accepted ? [move(acceptedAt, "accept")] : []),
        ...said.map((t) => move(t, "feedback")),
        ...(status === "closed" ? [move(endedAt, "close")] : status === "withdrawn" ? [move(endedAt, "withdraw")] : []),
      ],
    });
  });
}
