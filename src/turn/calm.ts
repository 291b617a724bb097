// 没事了 after an alarm: whoever says it, and wherever, the judge hears it at once; that the danger is over is for a person to find.
import { toCivil } from "../court/calendar.ts";
import type { Lead } from "../leads/lead.ts";
import { keepLead, moved } from "./lead-life.ts";
import { mayMove } from "../leads/moves.ts";
import type { Store } from "./ports.ts";
import { talk } from "./people.ts";
import type { Scene } from "./scene.ts";
import { say } from "./turn.ts";

/** ms: later than this 没事了 is about something else. */
const lasts = 12 * 3_600_000;
const longest = 40;

const calms =
  /没(?:啥)?事儿?了|没(?:啥)?(?:大)?事儿?[了啦]?$|没事儿?啦|(?:劝|拉|分|散)开了|消停了|(?:不|没再)(?:打|闹|吵|砸)了|(?:人|他|她|那人|男的|女的)(?:都|已经)?(?:走|带走|跑|回去|送医院)了|(?:警察|派出所|救护车)(?:的人)?(?:都|已经)?(?:来|到)了|把(?:人|他|她)(?:给)?(?:带走|拉走|劝走|送走)了|都(?:好|散|走|平安)了|虚惊|误会一场|平安了|安全了|救(?:过|回)来了|抢救过来了/u;
const asks = /[?？吗]|没有$|没(?:$|[?？])|咋样|怎么样|是不是|有没有/u;

export const saysCalm = (text: string): boolean => {
  const said = text.trim().replace(/[。!！~～\s]+$/u, "");
  return said.length > 0 && said.length <= longest && calms.test(said) && !asks.test(said);
};

const still = (lead: Lead, now: number): boolean =>
  lead.danger === "high" && now - lead.submittedAt < lasts && !["closed", "withdrawn", "merged"].includes(lead.status);

/** Alarms of a group that are not over, loaded only for words that say so: a neighbour may say it for whoever cried out. */
export async function alarmsOf(store: Store, group: string, places: readonly string[], now: number, next: number) {
  const year = toCivil(now).date.slice(0, 4);
  const after = `lead/${year}-${String(Math.max(0, next - 200)).padStart(4, "0")}`;
  const lists = await Promise.all(
    places.flatMap((placeId) =>
      (["assigned", "accepted", "referred"] as const).map((status) =>
        store.query<Lead>("lead", { where: { placeId, status }, after, limit: 100 }),
      ),
    ),
  );
  return lists.flat().filter((doc) => doc.value.groupId === group && still(doc.value, now));
}

/** True when the words were about an alarm: told to who handles it, and to nobody in the group. */
export function allClear(scene: Scene): boolean {
  const { pen, context, person, priv, message, heard } = scene;
  // A number by which they can be reached says more than that it is over.
  if (message.button || heard.phones.length > 0 || !saysCalm(message.text)) return false;
  if (!mayMove("supplement", context.speaker.roles)) return false;
  const own = context.reported.filter((l) => still(l.value, context.now));
  // A judge who says it on the spot has their own words for that.
  const others = context.assigned.length > 0 || !context.group ? [] : (context.alarms ?? []);
  const [doc, more] = own.length > 0 ? own : others;
  if (!doc || (own.length === 0 && more)) return false;
  const lead = moved(pen, context, doc.value, "supplement", "现场的人说没事了");
  const words = message.text.trim().slice(0, 200);
  keepLead(pen, context, doc, {
    ...lead,
    story: [...lead.story, { at: message.sentAt, person: person.id, text: words }],
  });
  say(
    pen,
    { staff: lead.judge ?? "court_office" },
    "calmSaid",
    { number: lead.id, words, own: own.length > 0, group: context.group !== undefined },
    { urgent: true, lead: lead.id },
  );
  if (priv.now.awaiting?.kind === "safeContact") talk(pen, context, priv, { awaiting: null });
  if (own.length > 0)
    say(pen, { person: person.id }, "plain", {
      text: `${lead.id} 记下了，已经告诉法官，法官还会问一问情况。万一又闹起来，马上打110。`,
    });
  return true;
}
