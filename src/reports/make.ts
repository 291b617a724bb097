// Makes what was asked for from the store: a report, a ledger, one lead's paper, or a meeting for the calendar.
import { type MakerOptions, type Product } from "./files.ts";
import { icsOf } from "./ics.ts";
import { ledgerFiles } from "./make-ledger.ts";
import { paperFiles } from "./make-paper.ts";
import { periodMeant, reportFiles } from "./make-report.ts";
import type { PeriodKind } from "./period.ts";

/** A meeting for the phone's own calendar. */
function meetingFile({ now, directory }: MakerOptions, asked: Record<string, string>): Product {
  const { slot = "", at = "0", where = "" } = asked;
  const title = `${directory.court.name}：和法官见面`;
  const text = icsOf({ id: slot, at: Number(at), madeAt: now, title, where });
  const bytes = new TextEncoder().encode(text);
  return { text: "点开文件，可以加到手机日历里。", files: [{ name: "和法官见面.ics", mime: "text/calendar", bytes }] };
}

/** Makes what a chat or a command line asked for. Throws `UsageError` for what cannot be made. */
export function product(options: MakerOptions, asked: Record<string, string>): Promise<Product> {
  switch (asked["what"]) {
    case "report":
      return reportFiles(
        options,
        periodMeant(asked["period"] as PeriodKind, asked["when"] ?? "", asked["today"] ?? ""),
      );
    case "ics":
      return Promise.resolve(meetingFile(options, asked));
    case "ledger":
      return ledgerFiles(options, asked);
    default:
      return paperFiles(options, asked);
  }
}
