// A draft, a cause and a heard message to build tests on: plain, invented, changed by what a test says of them.
import { readFileSync } from "node:fs";
import { type Cause, parseCause } from "../../src/leads/causes.ts";
import { type FormTexts, parseFormTexts } from "../../src/leads/form.ts";
import type { Draft, Lead, Party } from "../../src/leads/lead.ts";
import type { Heard } from "../../src/leads/take.ts";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

export function causeOf(id: string): Cause {
  const parsed = parseCause(id, read(`intents/causes/${id}.yaml`), `${id}.yaml`);
  if (!parsed.ok) throw new Error(parsed.faults.map((f) => f.what).join("\n"));
  return parsed.value;
}

export function formTexts(): FormTexts {
  const parsed = parseFormTexts(read("intents/form.yaml"), "form.yaml");
  if (!parsed.ok) throw new Error(parsed.faults.map((f) => f.what).join("\n"));
  return parsed.value;
}

export const lending = causeOf("private-lending");
export const violence = causeOf("domestic-violence");

const parts = { applicant: "出借人", respondent: "借款人", other: "" } as const;

export const partyOf = (role: Party["role"], name: string, phone: string | null = null): Party => ({
  name,
  role,
  as: parts[role],
  phone,
  words: name,
});

const content = {
  cause: "private-lending",
  placeId: null,
  placeWords: "",
  spot: "",
  parties: [],
  amountYuan: null,
  amountWords: "",
  occurredOn: null,
  occurredWords: "",
  summary: "",
  claim: "",
  willing: "unknown",
  elements: {},
  evidence: [],
  danger: "none",
  dangerReasons: [],
  story: [],
  reporter: "web:1",
  reporterRole: "resident",
  onBehalfOf: "",
  source: "private",
  groupId: null,
  createdAt: 0,
  updatedAt: 0,
} as const;

export const draftOf = (changes: Partial<Draft> = {}): Draft => ({
  ...content,
  parties: [],
  elements: {},
  evidence: [],
  dangerReasons: [],
  story: [],
  id: "d-1",
  asked: null,
  askedTimes: {},
  questions: 0,
  confirming: false,
  paused: false,
  options: [],
  ...changes,
});

/** Everything that a judge needs for a loan, so that a test can take one thing away. */
export const fullDraft = (changes: Partial<Draft> = {}): Draft =>
  draftOf({
    story: [{ at: 1, person: "web:1", text: "后屯赵老三借我两万六不还" }],
    parties: [partyOf("respondent", "赵老三", "13800000001"), partyOf("applicant", "孙小梅", "13800000002")],
    placeId: "p01",
    amountYuan: 26000,
    occurredOn: "2025-11",
    claim: "要回本金",
    willing: "yes",
    elements: {
      due_on: { value: "2026-10", words: "今年十月", how: "asked" },
      interest: { value: "没有约定", words: "没说利息", how: "said" },
      evidence: { value: "没有", words: "没有", how: "asked" },
    },
    ...changes,
  });

export const leadOf = (changes: Partial<Lead> = {}): Lead => ({
  ...content,
  parties: [],
  elements: {},
  evidence: [],
  dangerReasons: [],
  story: [],
  id: "2026-0001",
  status: "submitted",
  submittedAt: 1,
  tribunal: "T1",
  judge: null,
  handOverTo: null,
  handOverOn: null,
  assist: null,
  mediator: null,
  coHandle: [],
  routeReason: "",
  skipped: [],
  undelivered: false,
  referredTo: null,
  missing: [],
  acceptBy: null,
  feedbackBy: null,
  closeBy: null,
  acknowledgedAt: null,
  outcome: null,
  outcomeNote: "",
  recoveredYuan: null,
  timeline: [],
  ...changes,
});

export const heardOf = (text: string, changes: Partial<Heard> = {}): Heard => ({
  text,
  at: 10,
  person: "web:1",
  cause: "private-lending",
  places: [],
  otherPlace: null,
  spot: "",
  parties: [],
  phones: [],
  amount: null,
  occurred: null,
  claim: null,
  willing: null,
  evidence: [],
  noEvidence: false,
  address: null,
  onBehalfOf: null,
  danger: "none",
  dangerReasons: [],
  corrects: false,
  ...changes,
});
