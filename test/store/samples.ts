// Documents for the store's tests: plainly invented, and fitting their schemas.
import type { Lead } from "../../src/leads/lead.ts";
import type { OutboxRow, Timer } from "../../src/turn/documents.ts";

export function sampleTimer(id: string, dueAt: number, over: Partial<Timer> = {}): Timer {
  return { id, kind: "remind", dueAt, state: "pending", urgent: false, about: "2026-0001", data: {}, ...over };
}

export function sampleRow(id: string, over: Partial<OutboxRow> = {}): OutboxRow {
  return {
    id,
    to: { person: "room:zhang" },
    notice: "greeting",
    params: {},
    urgent: false,
    state: "pending",
    dueAt: 0,
    createdAt: 0,
    attempts: 0,
    copy: false,
    replyTo: null,
    lead: null,
    error: null,
    ...over,
  };
}

/** About 2 KB as JSON. */
export function sampleLead(id: string, over: Partial<Lead> = {}): Lead {
  const words = "老赵家砌院墙占了我家的出路，去年秋天就说要让，到现在也没有让，找村里说过两回。";
  return {
    id,
    status: "submitted",
    cause: "neighbour-relations",
    placeId: "p01",
    placeWords: "柳树村",
    spot: "三组水塔东边",
    parties: [
      { name: "钱某某", role: "applicant", as: "邻居", phone: "138-0000-0001", words: "我叫钱某某" },
      { name: "赵某某", role: "respondent", as: "邻居", phone: null, words: "老赵家" },
    ],
    amountYuan: null,
    amountWords: "",
    occurredOn: "2025-10",
    occurredWords: "去年秋天",
    summary: words,
    claim: "把墙拆了，让出路来",
    willing: "yes",
    elements: {
      boundary: { value: "出路", words, how: "said" },
      since: { value: "2025-10", words: "去年秋天", how: "asked" },
    },
    evidence: [{ kind: "picture", label: "院墙的照片", platform: "telegram", fileId: "file-0001", hash: null }],
    danger: "none",
    dangerReasons: [],
    story: [
      { at: 1_780_000_000_000, person: "telegram:10001", text: words },
      { at: 1_780_000_030_000, person: "telegram:10001", text: "三组，水塔东边第二家。" },
    ],
    reporter: "telegram:10001",
    reporterRole: "gridWorker",
    onBehalfOf: "钱某某",
    source: "group",
    groupId: "telegram:-1000001",
    createdAt: 1_780_000_000_000,
    updatedAt: 1_780_000_060_000,
    submittedAt: 1_780_000_060_000,
    tribunal: "T1",
    judge: "J02",
    handOverTo: null,
    handOverOn: null,
    assist: null,
    mediator: null,
    coHandle: [],
    routeReason: "柳树村归张明法官管。",
    skipped: [],
    undelivered: false,
    referredTo: null,
    missing: [],
    acceptBy: 1_780_100_000_000,
    feedbackBy: null,
    closeBy: null,
    acknowledgedAt: null,
    outcome: null,
    outcomeNote: "",
    recoveredYuan: null,
    timeline: [{ at: 1_780_000_060_000, by: "telegram:10001", role: "gridWorker", move: "submit", why: "" }],
    ...over,
  };
}
