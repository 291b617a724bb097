// What was said to the bot, without the marks by which Telegram says that it was meant: mentions and slash commands. Pure.
import type { MessageEntity } from "grammy/types";

/** What of `getMe` the reading of messages needs. */
export type Me = { id: number; username: string };

export type Words = {
  text: string;
  /** Mentioned, or commanded. */
  addressed: boolean;
  /** `/start` in a private chat: the token of the link, "" without one; null for anything else. */
  start: string | null;
};

/** The slash commands people know from other bots, as the words this one understands; `takes`: what follows belongs to it. */
const commands: Record<string, { words: string; takes?: true }> = {
  start: { words: "帮助" },
  help: { words: "帮助" },
  cancel: { words: "取消" },
  later: { words: "稍后" },
  resume: { words: "继续" },
  report: { words: "登记", takes: true },
  progress: { words: "进度", takes: true },
  bind: { words: "绑定", takes: true },
  mydata: { words: "我的信息" },
  privacy: { words: "隐私" },
};

type Range = { from: number; to: number };

function cut(text: string, ranges: readonly Range[]): string {
  let rest = "";
  let at = 0;
  for (const { from, to } of ranges) {
    rest = `${rest.trimEnd()} ${text.slice(at, from).trimStart()}`;
    at = to;
  }
  rest = `${rest.trimEnd()} ${text.slice(at).trimStart()}`;
  return rest.trim();
}

const isMe = (text: string, entity: MessageEntity, me: Me): boolean =>
  (entity.type === "mention" &&
    text.slice(entity.offset, entity.offset + entity.length).toLowerCase() === `@${me.username.toLowerCase()}`) ||
  (entity.type === "text_mention" && entity.user.id === me.id);

/** The command at the head of a text, when it is meant for this bot: in private, or with its name in or before it. */
function commandOf(text: string, entity: MessageEntity, me: Me, spokenTo: boolean): string | null {
  const match = /^\/([a-z0-9_]+)(?:@(\w+))?$/i.exec(text.slice(entity.offset, entity.offset + entity.length));
  if (!match) return null;
  const [, name = "", to] = match;
  const mine = to === undefined ? spokenTo : to.toLowerCase() === me.username.toLowerCase();
  return mine ? name.toLowerCase() : null;
}

/** Offsets of entities count UTF-16 units, as strings here do. */
export function readWords(text: string, entities: readonly MessageEntity[], me: Me, isPrivate: boolean): Words {
  const ranges: Range[] = [];
  let command: string | null = null;
  for (const entity of entities.toSorted((a, b) => a.offset - b.offset)) {
    const range = { from: entity.offset, to: entity.offset + entity.length };
    if (isMe(text, entity, me)) ranges.push(range);
    else if (entity.type === "bot_command" && command === null && cut(text.slice(0, range.from), ranges) === "") {
      command = commandOf(text, entity, me, isPrivate || ranges.length > 0);
      if (command !== null) ranges.push(range);
    }
  }
  if (ranges.length === 0) return { text, addressed: false, start: null };
  // 「@机器人，请问……」: the comma went with the name.
  const rest = cut(text, ranges).replace(/^[\s，,、：:]+/u, "");
  if (command === null) return { text: rest, addressed: true, start: null };
  if (command === "start" && isPrivate) return { text: "", addressed: true, start: rest.split(/\s/)[0] ?? "" };
  const known = commands[command] ?? { words: "帮助" };
  const said = known.takes ? `${known.words} ${rest}`.trim() : rest === "" ? known.words : rest;
  return { text: said, addressed: true, start: null };
}
