// Where an address is to be reached now: a person's private chat, a group's chat, a court person's best account.
import { accountsOf } from "./court/people.ts";
import type { Directory } from "./court/directory.ts";
import type { Address, Group, Person } from "./turn/documents.ts";
import { knownAs } from "./turn/gather.ts";
import type { Channel, Platform } from "./turn/message.ts";
import type { Key, Store } from "./turn/ports.ts";

export type Reached = { platform: Platform; chat: { kind: "group" | "private"; id: string } };

type Options = { store: Store; channels: ReadonlyMap<Platform, Channel>; directory(): Directory };

/** Looks an address up anew each time: accounts are bound, chats opened and groups left while the bot runs. */
export function createReach({ store, channels, directory }: Options): (to: Address) => Promise<Reached | null> {
  /** The first account of a person of court.yaml that can be written to: bound ones, then listed ones. */
  async function accountOf(ref: string): Promise<Reached | null> {
    const bound = (await store.load<{ persons: string[] }>(`binding/${ref}` as Key))?.value.persons ?? [];
    const listed = await Promise.all(
      Object.entries(accountsOf(directory(), ref))
        .map(
          ([platform, ids]) => [platform === "room" && channels.has("terminal") ? "terminal" : platform, ids] as const,
        )
        .filter(([platform]) => channels.has(platform as Platform))
        .flatMap(([platform, ids]) => ids.map((id) => knownAs(store, platform as Platform, id))),
    );
    for (const id of [...bound, ...listed]) {
      const person = await store.load<Person>(`person/${id}`);
      const [platform = "", ...rest] = id.split(":");
      const channel = channels.get(person?.value.platform ?? (platform as Platform));
      if (!channel) continue;
      // A closed private chat can be tried where a platform lets the bot write first; elsewhere it is known to fail.
      if (person ? person.value.open || channel.capabilities.writesFirst : channel.capabilities.writesFirst) {
        return {
          platform: channel.platform,
          chat: { kind: "private", id: person?.value.account ?? rest.join(":") },
        };
      }
    }
    return null;
  }

  return async (to) => {
    if ("group" in to) {
      const group = await store.load<Group>(`group/${to.group}`);
      if (group && !group.value.member) return null;
      const [platform = "", ...rest] = to.group.split(":");
      return {
        platform: group?.value.platform ?? (platform as Platform),
        chat: { kind: "group", id: group?.value.chatId ?? rest.join(":") },
      };
    }
    if ("person" in to) {
      const person = await store.load<Person>(`person/${to.person}`);
      return person ? { platform: person.value.platform, chat: { kind: "private", id: person.value.account } } : null;
    }
    const refs = to.staff === "court_office" ? directory().court_office.map((m) => m.id) : [to.staff];
    for (const ref of refs) {
      const found = await accountOf(ref);
      if (found) return found;
    }
    return null;
  };
}
