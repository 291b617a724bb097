// Shows the code that logs the bot's WeChat account in: in the terminal, and as a link for whoever is not at it.
import qrcode from "qrcode";
import type { Alarm } from "../../turn/message.ts";

/** `status` as wechaty counts: 2 waiting, 3 scanned, 5 timed out. */
export type ShowCode = (code: string, status: number) => void;

export type LoginOptions = {
  print: (text: string) => void;
  alarm: Alarm;
  log: (event: string, detail: Record<string, string | number | boolean>) => void;
  alarmEveryMs: number;
};

export const codeLink = (code: string): string => `https://wechaty.js.org/qrcode/${encodeURIComponent(code)}`;

export function createShowCode({ print, alarm, log, alarmEveryMs }: LoginOptions): ShowCode {
  let shown = "";
  let alarmedAt = Number.NEGATIVE_INFINITY;
  return (code, status) => {
    if (status === 3) return print("已扫码，请在手机上点“登录”。\n");
    if (code === "" || code === shown || (status !== 2 && status !== 5)) return;
    shown = code;
    log("wechat-scan", {});
    const link = codeLink(code);
    qrcode.toString(code, { type: "terminal", small: true }).then(
      (picture) => print(`${picture}\n用机器人的微信号扫码登录。看不清就打开：${link}\n`),
      () => print(`用机器人的微信号扫码登录：${link}\n`),
    );
    // Codes are renewed every few minutes: the operator is called once, not for each.
    if (Date.now() - alarmedAt < alarmEveryMs) return;
    alarmedAt = Date.now();
    alarm("wechat-login-needed", `微信要扫码登录：${link} （几分钟内有效，过期请看终端里的新码）`);
  };
}
