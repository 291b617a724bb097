// What an operator does from the command line: claim codes, backups, and a look at whether everything is in order.
import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "./config.ts";
import { UsageError } from "./content/faults.ts";
import { type Role, roles } from "./content/roles.ts";
import { toCivil } from "./court/calendar.ts";
import { people } from "./court/people.ts";
import { findPlaces } from "./court/places.ts";
import { loadContent } from "./content.ts";
import { loadDirectory, loadIntents } from "./load.ts";
import { findOffice } from "./reports/pdf.ts";
import { faultText, makerOf } from "./start.ts";
import { restoreBackup, verify } from "./store/lowdb/backup.ts";
import type { ClaimCode } from "./turn/documents.ts";
import { codeKey } from "./turn/gather.ts";
import { copyFiles, filesFor, writeRequest } from "./requests.ts";

const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** Letters and digits that nobody mistakes for one another when read aloud. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const codeLife = 24 * 3_600_000;

export const folderOf = (config: ReturnType<typeof readConfig>): string =>
  join(config.data, config.telegram || config.wechat ? "court" : "room");

export async function makeCode(options: { role: string; ref?: string; place?: string[] }): Promise<void> {
  const config = readConfig();
  const directory = loadDirectory(config.court ?? join("knowledge", "court.sample.yaml"));
  if (!(roles as readonly string[]).includes(options.role))
    throw new UsageError(`"${options.role}" is not a role; one of ${roles.join(", ")}`);
  const listed = people(directory);
  if (options.ref !== undefined && !listed.some((p) => p.ref === options.ref))
    throw new UsageError(`"${options.ref}" is not an id in court.yaml`);
  const places = (options.place ?? []).map((said) => {
    const found = [...new Set(findPlaces(directory, said).flatMap((m) => m.places))];
    const own = directory.places.find((p) => p.id === said)?.id ?? (found.length === 1 ? found[0] : undefined);
    if (own === undefined) throw new UsageError(`"${said}" is not one place of court.yaml; write its full name`);
    return own;
  });
  const ref =
    options.ref ?? listed.find((p) => p.role === options.role && places.some((id) => p.places.includes(id)))?.ref;
  if (ref === undefined)
    throw new UsageError("say whose code it is: --ref ID of court.yaml, or --place so that it can be found");
  const draw = (n: number): string => Array.from({ length: n }, () => alphabet[randomInt(alphabet.length)]).join("");
  const code = `${draw(4)}-${draw(4)}`;
  const madeAt = Date.now();
  const value: ClaimCode = {
    role: options.role as Role,
    ref,
    places,
    madeAt,
    expiresAt: madeAt + codeLife,
    usedBy: null,
  };
  await writeRequest(folderOf(config), { kind: "code", key: codeKey(code), value });
  print(`${code}\n本人私聊机器人发：绑定 ${code}\n24小时内有效，只能用一次。`);
}

export async function backup(folder: string): Promise<void> {
  const config = readConfig();
  await writeRequest(folderOf(config), { kind: "backup", folder });
  print(`Backed up to ${folder}, the files people sent to ${filesFor(folder)}.`);
}

export async function restore(from: string, to?: string): Promise<void> {
  const config = readConfig();
  const target = to ?? folderOf(config);
  const done = await restoreBackup(from, target, (_event, sentence) => process.stderr.write(`${sentence}\n`));
  await copyFiles(filesFor(from), filesFor(target));
  print(`Restored ${Object.values(done.documents).reduce((a, b) => a + b, 0)} documents into ${target}.`);
}

/** Papers, ledgers and reports into a folder, also while the bot runs. */
export async function makeFiles(asked: Record<string, string>, folder: string): Promise<void> {
  const config = readConfig();
  const directory = loadDirectory(config.court ?? join("knowledge", "court.sample.yaml"));
  const { causes } = loadIntents(config.intents);
  const today = toCivil(Date.now()).date;
  await writeRequest(
    folderOf(config),
    { kind: "make", asked: { ...asked, today }, folder },
    makerOf(config, { directory, causes }),
  );
  print(`Written to ${folder}.`);
}

/** Checks everything and says so line by line; exit code 1 when something is wrong. */
export async function doctor(): Promise<void> {
  let bad = false;
  const check = async (name: string, work: () => Promise<string> | string): Promise<void> => {
    try {
      print(`ok    ${name}: ${await work()}`);
    } catch (error) {
      bad = true;
      print(`wrong ${name}:\n${faultText(error)}`);
    }
  };
  await check("configuration", () => {
    readConfig();
    return "read";
  });
  if (!bad) {
    const config = readConfig();
    await check("content", () => {
      const { content, entries, warnings } = loadContent({
        court: config.court ?? join("knowledge", "court.sample.yaml"),
        knowledge: config.knowledge,
        intents: config.intents,
      });
      for (const warning of warnings) print(`      ${warning}`);
      return `${content.directory.places.length} places, ${content.directory.judges.length} judges, ${content.causes.size} causes, ${content.flows.size} flows, ${entries} knowledge entries`;
    });
    await check("store", async () => {
      const folder = folderOf(config);
      if (!existsSync(folder)) return "none yet; it is made at the first start";
      const found = await verify(folder, (_event, sentence) => print(`      ${sentence}`));
      return `${Object.values(found.documents).reduce((a, b) => a + b, 0)} documents`;
    });
    await check("channels", () =>
      config.telegram || config.wechat
        ? [config.telegram && "telegram", config.wechat && `wechat (${config.wechat.puppet})`]
            .filter(Boolean)
            .join(", ")
        : "web room, for trying",
    );
    const { telegram } = config;
    if (telegram)
      await check("telegram", async () => {
        const { checkTelegram } = await import("./channels/telegram/channel.ts");
        const found = await checkTelegram(telegram);
        if (!found.ok) throw new UsageError(`Telegram says: ${found.reason}. Check TELEGRAM_TOKEN and the network.`);
        return `@${found.username}${found.privacy === null ? "" : `\n      ${found.privacy}`}`;
      });
    await check("papers", async () => {
      const { layouts } = await import("./reports/make-ledger.ts");
      const { loadComplaints } = await import("./reports/complaint.ts");
      const { checkTemplates } = await import("./reports/documents.ts");
      const ledgers = layouts(config.knowledge).size;
      const forms = loadComplaints(config.knowledge, loadIntents(config.intents).causes).size;
      return `${checkTemplates(join(config.knowledge, "templates"))} templates, ${forms} complaint forms, ${ledgers} ledgers`;
    });
    await check("pdf", () => {
      const { configured, path } = config.office;
      const office = findOffice(configured, path);
      if (office === null && configured !== null)
        throw new UsageError(
          `SOFFICE: there is no program "${configured}"; write the full path of soffice, or nothing.`,
        );
      return office ?? "no LibreOffice, so papers come as Word files only; install it (soffice) to have PDF too";
    });
    await check("model", () =>
      config.model ? `${config.model.name} as ${config.model.kind}` : "none; the bot works without one",
    );
  }
  if (bad) process.exitCode = 1;
}
