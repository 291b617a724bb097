// What a lead, or a report, gives for each field of a paper.
import { toCivil } from "../court/calendar.ts";
import { type Directory } from "../court/directory.ts";
import { contactById, judgeById, placeById } from "../court/finding.ts";
import type { Cause } from "../leads/causes.ts";
import type { Lead } from "../leads/lead.ts";
import { saidOf } from "./complaint.ts";
import { noFacts, type PaperData } from "./paper-data.ts";
import { commonNames, outcomeText, sourceNames, statusNames } from "./names.ts";
import type { Report, Spot } from "./report.ts";

const longDate = (date: string): string => {
  const [year = "", month = "", day = ""] = date.split("-");
  return [year && `${Number(year)}年`, month && `${Number(month)}月`, day && `${Number(day)}日`].join("");
};
const dayOf = (at: number | null | undefined): string => (at ? longDate(toCivil(at).date) : "");

export const draftMark = "草稿（未经法官审定，不能使用）";

const willing = { yes: "愿意", no: "不愿意", unknown: "" } as const;

type Look = { directory: Directory; causes: ReadonlyMap<string, Cause>; now: number };

/** What a lead says for each field; nothing is guessed, and what was not said stays empty. */
export function paperOf(lead: Lead, look: Look, approved: boolean): PaperData {
  const { directory, causes } = look;
  const cause = causes.get(lead.cause);
  const judge = judgeById(directory, lead.judge);
  const tribunal = directory.tribunals.find((t) => t.id === lead.tribunal);
  const mediator = directory.mediators.find((m) => m.id === lead.mediator);
  const clerk = directory.clerks.find((c) => judge?.team.includes(c.id));
  const of = (role: string): PaperData["applicants"] =>
    lead.parties
      .filter((p) => p.role === role && (p.name !== "" || p.phone !== null))
      .map((p) => ({ name: p.name === "本人" ? "" : p.name, phone: p.phone ?? "", as: p.as }));
  const moved = (move: string): string => dayOf(lead.timeline.find((row) => row.move === move)?.at);
  const { settlement } = lead;
  const referred = lead.timeline.findLast((row) => row.move === "refer");
  const office = contactById(directory, lead.referredTo)?.office;
  const named = directory.mediators.find((m) => m.id === lead.referredTo);
  const yuan = (sum: number | null | undefined): string => (sum ? `${sum}元` : "");
  return {
    ...noFacts,
    draft: approved ? "" : draftMark,
    court: directory.court.name,
    tribunal: tribunal?.name ?? "诉讼服务中心",
    address: tribunal?.address ?? directory.court.address ?? "",
    hours: tribunal?.hours ?? "",
    phone: tribunal?.phone ?? directory.court.service_center?.phone ?? "",
    today: longDate(toCivil(look.now).date),
    number: lead.id,
    registered: dayOf(lead.submittedAt),
    origin: lead.evidence.some((e) => e.kind === "voice")
      ? "由机器人按登记的话填写，没有人工智能编写的内容；语音由人工智能转成文字的，以录音为准。"
      : "由机器人按登记的话填写，没有人工智能编写的内容。",
    source: sourceNames[lead.source],
    place: placeById(directory, lead.placeId)?.name ?? lead.placeWords,
    spot: lead.spot,
    cause: cause?.name ?? "",
    occurred: lead.occurredOn ? longDate(lead.occurredOn) : lead.occurredWords,
    applicants: of("applicant"),
    respondents: of("respondent"),
    respondent_address: saidOf(lead, "respondent_address"),
    amount: yuan(lead.amountYuan),
    summary: lead.summary,
    claim: lead.claim,
    willing: willing[lead.willing],
    evidence: lead.evidence.map(({ label }) => ({ label })),
    elements: (cause?.form.elements ?? []).flatMap((element) => {
      const value = saidOf(lead, element.id);
      return value === "" ? [] : [{ name: element.name, value }];
    }),
    missing:
      lead.missing
        .map((id) => cause?.form.elements.find((e) => e.id === id)?.name ?? commonNames[id] ?? id)
        .join("、") || "没有",
    bring: (cause?.evidence ?? []).map((label, n, all) => ({
      n: n + 2,
      label,
      mark: n + 1 < all.length ? "；" : "。",
    })),
    judge: judge?.name ?? "",
    judge_phone: judge?.phone ?? tribunal?.phone ?? "",
    clerk: clerk?.name ?? "",
    mediator: mediator?.name ?? "",
    mediator_org: mediator?.org ?? "",
    reason: lead.routeReason,
    accepted: moved("accept"),
    closed: moved("close"),
    outcome: [statusNames[lead.status], outcomeText(lead), lead.outcomeNote].filter(Boolean).join("，"),
    feedback_by: dayOf(lead.feedbackBy),
    agreed: settlement?.words ?? "",
    agreed_on: lead.outcome === "settled" || lead.outcome === "confirmed" ? moved("close") : "",
    promised: yuan(settlement?.promisedYuan),
    paid: yuan(settlement?.paidYuan),
    pay_by: settlement?.payBy ? longDate(settlement.payBy) : "",
    to: office ?? (named ? `${named.org ?? ""}${named.name}` : lead.coHandle.join("、")),
    // 转人社所，先由劳动监察查: to whom stands above the letter already.
    why: whyReferred(referred?.why ?? "", [office, named?.name, named?.org]),
  };
}

/** The reason for which a lead was referred: 「刘桂芬」 or 「转人社所」 alone gives none. */
function whyReferred(words: string, names: readonly (string | undefined)[]): string {
  const [first = "", ...rest] = words.split(/(?<=[，,。；;])\s*/u);
  const whom = /^请?转(?:给|到|交|往)?/u.test(first) || names.some((name) => name && first.includes(name));
  return whom ? rest.join("") : words;
}

/** The draft of a judicial recommendation (司法建议书) that a hot spot proposes; why it is so and what to do is left to the judge. */
export const recommendationPaper = (report: Report, spot: Spot, now: number): PaperData => ({
  ...noFacts,
  draft: draftMark,
  origin: "数字由机器人按登记的线索统计，没有人工智能编写的内容；原因和建议由法官写。",
  court: report.court,
  period: report.period.name,
  to: spot.to.join("、"),
  finding: spot.finding,
  sentences: [{ text: spot.features }],
  today: longDate(toCivil(now).date),
});

/** A report as a paper for a meeting. */
export function reportPaper(report: Report, now: number): PaperData {
  const rowOf = (cells: readonly (string | number)[]): Record<string, string> =>
    Object.fromEntries(cells.map((cell, n) => [`c${n + 1}`, String(cell)]));
  return {
    ...noFacts,
    court: report.court,
    title: report.title,
    period: report.period.name,
    origin: "数字由机器人按登记的线索统计，没有人工智能编写的内容。",
    today: longDate(toCivil(now).date),
    sentences: [{ text: report.sentences.join("") }],
    warnings: report.warnings.map((text) => ({ text })),
    // In a narrow column 按时反馈 stands in two lines of two.
    tables: report.tables.map(({ title, head, rows }) => ({
      title,
      rows: [head.map((name) => name.replace(/^按时(?=..$)/u, "按时\n")), ...rows].map(rowOf),
    })),
  };
}
