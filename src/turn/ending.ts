// 办结: the result as it was said and as it was read, what it starts — 司法确认, a promise to pay, 回访 — and who hears of it.
import type { Lead } from "../leads/lead.ts";
import { readResult } from "../leads/outcome.ts";
import { addDays, addWorkingDays, dueAt, fromCivil, toCivil } from "../court/calendar.ts";
import { clock, day } from "./card.ts";
import { performed } from "./lead-time.ts";
import { moved, stopLadder } from "./lead-life.ts";
import { say, setTimer } from "./turn.ts";
import { about, reporter, type Work } from "./work.ts";

/** Working days after the end before the reporter is asked how it went (回访). */
const followUpAfter = 3;
/** 民事诉讼法第205条: both parties ask for judicial confirmation within 30 days of the agreement. */
const confirmDays = 30;

export function close(work: Work): Lead {
  const { pen, context, rest } = work;
  const { calendar } = context.content.directory;
  const today = toCivil(context.now).date;
  const result = readResult(rest, today, work.lead.amountYuan);
  stopLadder(pen, context, work.lead.id);
  // 已付1万 tells of what was noted before as well; 当场给了 is new money.
  const paid = result.settlement?.paidYuan ?? 0;
  const noted = work.lead.recoveredYuan ?? 0;
  const before = /当场|现场|今天|刚/u.test(rest) ? noted : Math.max(0, noted - paid);
  const confirmBy = result.outcome === "settled" ? dueAt(addDays(today, confirmDays)) : null;
  const lead: Lead = {
    ...moved(pen, context, { ...work.lead, paused: null }, "close", rest),
    outcome: result.outcome,
    outcomeNote: rest,
    filedAs: result.filedAs,
    settlement: result.settlement && before > 0 ? { ...result.settlement, before } : result.settlement,
    recoveredYuan: paid > 0 ? before + paid : work.lead.recoveredYuan,
    confirmBy,
  };
  const { settlement } = result;
  say(
    pen,
    reporter(work),
    "closed",
    {
      number: lead.id,
      outcome: result.outcome,
      text: rest,
      filedAs: result.filedAs,
      promisedYuan: settlement?.promisedYuan ?? null,
      payBy: settlement?.payBy ? clock(dueAt(settlement.payBy)).replace(/\d+点$/u, "") : "",
      confirmUntil: confirmBy && !performed(lead) ? day(confirmBy) : "",
    },
    about(work),
  );
  const id = `followUp:${lead.id}`;
  setTimer(pen, context.timers.get(id), {
    id,
    kind: "followUp",
    dueAt: fromCivil(addWorkingDays(calendar, today, followUpAfter).date, "10:00"),
    about: lead.id,
    data: {},
  });
  return lead;
}
