// Who a contact is across logins: web protocols give out new ids each time, so each friend carries a mark in the bot's own remark.
import { randomInt } from "node:crypto";
import type { Alarm } from "../../turn/message.ts";
import type { Puppet } from "./load.ts";
import { reasonOf } from "./reason.ts";
import type { StateFile } from "./state.ts";

/**
 * A remark (备注) belongs to the bot's account: nobody else sees or changes it, and it stays on WeChat's servers. A
 * nickname, a group nickname or a group title, which anybody can take, never makes one contact into another.
 */
const markShape = /#fq([a-z2-9]{10})$/;
const letters = "abcdefghjkmnpqrstuvwxyz23456789";
const newMark = (): string => Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join("");
const bearers = (at: Puppet, code: string): Promise<string[]> => at.contactSearch({ alias: new RegExp(`#fq${code}$`) });
/** WeChat cuts remarks at 16 characters for some clients; what the operator wrote there is kept as far as it fits. */
const remarkRoom = 16;

export type Identity = {
  /** The id by which the bot knows a contact of this session. */
  known(contactId: string): Promise<string>;
  /** The id in this session of somebody the bot knows; null when they were not found (yet). */
  current(id: string): Promise<string | null>;
  /** A new session: returns the groups whose ids died with the old one. */
  login(selfId: string): string[];
};

export type IdentityOptions = { state: StateFile; puppet: () => Puppet | null; idsChange: boolean; alarm: Alarm };

export function createIdentity({ state, puppet, idsChange, alarm }: IdentityOptions): Identity {
  /** This session: contact id → known id, and back. */
  const toKnown = new Map<string, string>();
  const toCurrent = new Map<string, string>();
  /** Two messages of one contact must not give it two marks. */
  const underWay = new Map<string, Promise<string>>();

  function pair(contactId: string, id: string): string {
    toKnown.set(contactId, id);
    toCurrent.set(id, contactId);
    return id;
  }

  const failed = (error: unknown): void =>
    alarm("wechat-remark-failed", "给微信好友写备注没有成功：下次扫码登录后，这位要重新绑定。", {
      reason: reasonOf(error),
    });

  /** Writes the mark down first: one without a remark is harmless, a remark without it is lost. */
  async function mark(at: Puppet, contactId: string, remark: string): Promise<void> {
    const code = newMark();
    state.value.contacts[code] = contactId;
    await state.save();
    const room = remarkRoom - code.length - 3;
    await at.contactAlias(contactId, `${Array.from(remark).slice(0, room).join("")}#fq${code}`);
  }

  async function recognise(at: Puppet, contactId: string): Promise<string> {
    const contact = await at.contactPayload(contactId).catch(() => undefined);
    const code = markShape.exec(contact?.alias ?? "")?.[1];
    const id = code === undefined ? undefined : state.value.contacts[code];
    // A mark on two contacts was copied by hand: then it says nothing.
    const alone = code !== undefined && id !== undefined && !toCurrent.has(id) && (await bearers(at, code)).length <= 1;
    if (alone) return pair(contactId, id);
    if (!contact?.friend) return contactId;
    pair(contactId, contactId);
    mark(at, contactId, (contact.alias ?? "").replace(markShape, "")).catch(failed);
    return contactId;
  }

  async function known(contactId: string): Promise<string> {
    const at = puppet();
    const had = toKnown.get(contactId);
    if (!idsChange || at === null || had !== undefined) return had ?? contactId;
    let asking = underWay.get(contactId);
    if (!asking) {
      asking = recognise(at, contactId).finally(() => underWay.delete(contactId));
      underWay.set(contactId, asking);
    }
    return asking;
  }

  return {
    known,
    async current(id) {
      const at = puppet();
      const paired = toCurrent.get(id);
      if (!idsChange || at === null || paired !== undefined) return paired ?? id;
      const code = Object.entries(state.value.contacts).find(([, first]) => first === id)?.[0];
      if (code === undefined) return id;
      const found = await bearers(at, code);
      return found.length === 1 && found[0] !== undefined ? pair(found[0], id) && found[0] : null;
    },
    login(selfId) {
      toKnown.clear();
      toCurrent.clear();
      const changed = idsChange && state.value.self !== null && state.value.self !== selfId;
      const dead = changed ? state.value.rooms : [];
      if (changed) state.value.rooms = [];
      state.value.self = selfId;
      state.saveSoon();
      if (dead.length > 0) {
        alarm(
          "wechat-groups-to-bind",
          `微信重新登录后群号变了：原来的${dead.length}个群要请有权限的人在群里再发一次“本群绑定 村名”。`,
          { groups: dead.length },
        );
      }
      return dead;
    },
  };
}
