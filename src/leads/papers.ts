// Which papers there are, by the names people use for them.

/** Every paper by the name people use, with its template in `knowledge/templates/`. */
export const papers = {
  纠纷线索登记表: "lead-registration",
  诉前调解告知书: "mediation-notice",
  委派调解函: "mediation-commission",
  调解笔录: "mediation-record",
  人民调解协议书: "mediation-agreement",
  司法确认申请书: "confirmation-application",
  送达地址确认书: "address-confirmation",
  转办函: "referral-letter",
  要素式起诉状: "complaint",
  司法建议书: "recommendation",
  一次性告知: "what-to-bring",
} as const;
export type PaperName = keyof typeof papers;
export const paperNames = Object.keys(papers) as PaperName[];

/** The paper that a text names, also by a part of its name: 告知书, 起诉状. */
export function paperNamed(text: string): PaperName | null {
  const plain = text.replace(/[《》\s]/gu, "");
  if (plain.length < 3) return null;
  return (
    paperNames.find((name) => name === plain) ??
    paperNames.find((name) => name.includes(plain) || plain.includes(name)) ??
    null
  );
}
