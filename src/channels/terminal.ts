// The bot in a terminal: one speaks as any person of the court, in the group or in private, and sees what they would see.
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Directory } from "../court/directory.ts";
import { people } from "../court/people.ts";
import type { Channel, IncomingMessage, Receive } from "../turn/message.ts";

export type TerminalOptions = { directory: Directory; input: Readable; output: Writable; onEnd(): void };

const guide = [
  "和机器人说话。开头写身份换人，写“群”或“私聊”换地方：",
  "  /我是 网格员王某   （/人 看有哪些人）",
  "  /群   /私聊   /退出",
  "在群里用 @机器人 叫它。",
].join("\n");

type Voice = { id: string; name: string; role: string };

const roleNames: Record<string, string> = {
  judge: "法官",
  head: "庭长",
  mediator: "调解员",
  gridWorker: "网格员",
  coHandler: "联动单位",
  clerk: "书记员",
  assistant: "法官助理",
  courtOffice: "立案庭",
  leader: "分管领导",
  resident: "居民",
};

/** Those who speak first in a liaison group come first. */
const order = ["居民", "网格员", "调解员", "法官", "庭长", "书记员", "法官助理", "立案庭", "分管领导", "联动单位"];

/** The people one can speak as: everyone of the directory with a room account, and residents. */
export function voicesOf(directory: Directory): Voice[] {
  const listed = people(directory).flatMap((p) => {
    const account = p.accounts["room"]?.[0];
    return account ? [{ id: account, name: p.name, role: roleNames[p.role] ?? p.role }] : [];
  });
  const unique = [...new Map(listed.map((v) => [v.id, v])).values()].toSorted(
    (a, b) => order.indexOf(a.role) - order.indexOf(b.role),
  );
  return unique.some((v) => v.role === "居民") ? unique : [{ id: "resident", name: "居民", role: "居民" }, ...unique];
}

export function createTerminalChannel({ directory, input, output, onEnd }: TerminalOptions): Channel {
  const voices = voicesOf(directory);
  const first = voices.find((v) => v.role === "居民") ?? voices[0];
  let me: Voice = first ?? { id: "resident", name: "居民", role: "居民" };
  let inGroup = false;
  let number = 0;
  const print = (text: string): void => void output.write(`${text}\n`);
  const nameOf = (id: string): string => {
    const voice = voices.find((v) => v.id === id);
    return voice ? `${voice.role}${voice.name}` : id;
  };
  const prompt = (): void => void output.write(`${me.role}${me.name}${inGroup ? "（群）" : "（私聊）"}> `);

  function command(line: string): boolean {
    if (!line.startsWith("/")) return false;
    const said = line.slice(1).trim();
    if (said === "退出" || said === "quit") onEnd();
    else if (said === "群") inGroup = true;
    else if (said === "私聊") inGroup = false;
    else if (said === "人") print(voices.map((v) => `  ${v.role} ${v.name}`).join("\n"));
    else if (said.startsWith("我是")) {
      const wanted = said.slice(2).trim();
      const found =
        voices.find(
          (v) => wanted !== "" && (v.name === wanted || wanted.includes(v.name) || `${v.role}${v.name}` === wanted),
        ) ?? voices.find((v) => v.role === wanted);
      if (found) me = found;
      else print("没有这个人。/人 看有哪些人。");
    } else print(guide);
    return true;
  }

  return {
    platform: "terminal",
    capabilities: {
      buttons: false,
      files: false,
      quoting: false,
      writesFirst: true,
      maxText: 100_000,
      perGroupPerMinute: null,
      perMinute: null,
    },
    async start(receive: Receive) {
      print(guide);
      prompt();
      const lines = createInterface({ input, terminal: false });
      lines.on("line", (line) => {
        if (line.trim() === "" || command(line.trim())) return prompt();
        const message: IncomingMessage = {
          platform: "terminal",
          messageId: `${process.pid}-${Date.now()}-${number++}`,
          event: "message",
          chat: inGroup ? { kind: "group", id: "group", title: "联络群" } : { kind: "private", id: me.id, title: "" },
          person: { id: me.id, name: me.name, bot: false },
          text: line.replace(/@机器人\s*/g, ""),
          addressed: !inGroup || line.includes("@机器人"),
          attachments: [],
          sentAt: Date.now(),
        };
        receive(message).then(prompt, (error: unknown) => {
          print(`（没有记下，请再发一次：${error instanceof Error ? error.message : String(error)}）`);
          prompt();
        });
      });
      lines.on("close", onEnd);
    },
    async send(message) {
      const where = message.chat.kind === "group" ? "【群】" : `【发给${nameOf(message.chat.id)}】`;
      print(`\n${where}机器人：${message.text}`);
      prompt();
      return { kind: "sent", messageId: `${Date.now()}-${number++}` };
    },
    async stop() {},
  };
}
