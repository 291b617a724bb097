// Starting the bot: configuration and content checked, channels chosen, the app run until it is told to stop.
import { join } from "node:path";
import { prepareAside } from "./aside.ts";
import { createApp, type App } from "./app.ts";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { ContentError } from "./content/faults.ts";
import { type LoadedContent, loadContent } from "./content.ts";
import { loadLaws } from "./loadAnswers.ts";
import { directoryWarnings } from "./court/parse.ts";
import { toCivil } from "./court/calendar.ts";
import { createReloader, publishedIn, type Reloader } from "./curation-live.ts";
import { createLog, type Logger } from "./log.ts";
import { giveBack } from "./memory.ts";
import { findOffice, pdfMaker, type ToPdf } from "./reports/pdf.ts";
import { createFileStore } from "./store/files.ts";
import { meaningOf, photosOf, readerOf, speechOf, wordingOf } from "./models.ts";
import { openStore } from "./store/lowdb/open.ts";
import type { Directory } from "./court/directory.ts";
import { filesFor, type Maker, serveRequests } from "./requests.ts";
import type { Group } from "./turn/documents.ts";
import type { Alarm, Channel } from "./turn/message.ts";
import { seedTimers } from "./seeding.ts";
import { openStatutes, statutesFolder } from "./statutes.ts";
import { sweepDaily } from "./sweep.ts";
import type { Store } from "./turn/ports.ts";

/** What an operator reads when a start failed: all faults, each with its place and remedy; no stack for what is not a bug. */
export function faultText(error: unknown): string {
  if (error instanceof ConfigError)
    return [
      "The configuration is not right:",
      ...error.faults.map((f) => `  ${f}`),
      "See .env.example for each variable.",
    ].join("\n");
  if (error instanceof ContentError)
    return ["What operators write is not right:", ...error.message.split("\n").map((f) => `  ${f}`)].join("\n");
  if (error instanceof Error)
    return ["StoreDamaged", "StoreLocked", "StoreTooNew", "UsageError"].includes(error.name)
      ? error.message
      : (error.stack ?? error.message);
  return String(error);
}

const sampleCourt = join("knowledge", "court.sample.yaml");

/** Alarms go to the log at once, and to the operator's own chat where one is configured. */
function alarmTo(log: Logger, extra: { send?: (sentence: string) => void }): Alarm {
  return (event, sentence, detail = {}) => {
    log.error({ event, ...detail }, sentence);
    extra.send?.(sentence);
  };
}

type Running = { app: App; log: Logger; store: Store; folder: string; reloader: Reloader };

async function run(
  config: Config,
  log: Logger,
  channels: Channel[],
  folder: string,
  loaded: LoadedContent,
  alarm: Alarm,
): Promise<Running> {
  const today = toCivil(Date.now()).date;
  for (const warning of [...directoryWarnings(loaded.content.directory, today), ...loaded.warnings])
    log.warn({ event: "court-warning", warning }, "court-warning");
  const store = await openStore({
    folder,
    alarm,
    onWarning: (event, sentence, detail) => log.warn({ event, ...detail }, sentence),
    now: Date.now,
  });
  await seedTimers(store, loaded.content.directory, Date.now());
  const meaning = config.model?.embeddings ? await meaningOf(config, loaded, alarm) : undefined;
  void meaning?.learn();
  const reloader = createReloader({
    data: folder,
    store,
    folders: [config.knowledge, publishedIn(folder)],
    prepare: () =>
      prepareAside({ knowledge: config.knowledge, intents: config.intents, published: publishedIn(folder) }),
    read: () => {
      loaded.reload();
      void meaning?.learn();
    },
    alarm,
    log: (event) => log.info({ event }, event),
  });
  const abroad = config.assessment !== null;
  const wording = config.model ? await wordingOf(config, loaded, alarm, log) : undefined;
  const secondReading = wording ? await readerOf(config, loaded, alarm) : undefined;
  const transcribe = config.model?.speech ? await speechOf(config, alarm) : undefined;
  const readPhoto = config.model?.vision ? await photosOf(config, alarm) : undefined;
  const trying = channels.find((c) => c.platform === "room" || c.platform === "terminal");
  if (trying) await bindSampleGroup(store, trying.platform, loaded.content.directory);
  const pdf = pdfOf(config);
  const app = createApp({
    store,
    channels,
    // The very object, not a copy: what is read anew is put into it.
    content: Object.assign(loaded.content, { statutes: statutesOf(config) }),
    curated: () => void reloader.curated(),
    understand: loaded.understand,
    // WeChat keeps its data in China; Telegram does not (PIPL art. 36, 38–40).
    ...(wording ? { compose: wording } : {}),
    ...(meaning ? { near: meaning.near } : {}),
    ...(secondReading ? { secondReading } : {}),
    ...(transcribe ? { transcribe } : {}),
    ...(readPhoto ? { readPhoto } : {}),
    files: createFileStore(filesFor(folder)),
    make: (asked) => makerOf(config, loaded.content, pdf)(store, asked),
    intakeAllowed: (platform) => platform !== "telegram" || abroad,
    alarm,
    now: Date.now,
    botName: "机器人",
  });
  // What was approved just before the machine went off is written now.
  await reloader.curated();
  return { app, log, store, folder, reloader };
}

/** What was imported by `fengqiao knowledge import-statutes`, opened when first asked for. */
const statutesOf = (config: Config) =>
  openStatutes(
    statutesFolder(config),
    () => loadLaws(config.knowledge),
    () => toCivil(Date.now()).date,
  );

/** LibreOffice as it is found at start; null where there is none. */
const pdfOf = ({ office }: Config): ToPdf | null => {
  const program = findOffice(office.configured, office.path);
  return program === null ? null : pdfMaker(program);
};

/** Makes papers, ledgers and reports; the libraries for it are loaded with the first. */
export const makerOf =
  (
    config: Config,
    { directory, causes }: Pick<LoadedContent["content"], "directory" | "causes">,
    pdf: ToPdf | null = pdfOf(config),
  ): Maker =>
  async (store, asked) => {
    const { product } = await import("./reports/make.ts");
    const { knowledge } = config;
    return product({ store, directory, causes, knowledge, now: Date.now(), pdf }, asked);
  };

/** The group of the room or terminal belongs to the first place, so that a newcomer need bind nothing to see it work. */
async function bindSampleGroup(
  store: Store,
  platform: "room" | "terminal" | "telegram" | "wechat",
  directory: Directory,
): Promise<void> {
  const key = `group/${platform}:group` as const;
  const place = directory.places[0];
  if (!place || (await store.load(key))) return;
  const group: Group = {
    id: `${platform}:group`,
    platform,
    chatId: "group",
    title: "联络群",
    places: [place.id],
    mode: "normal",
    member: true,
    boundBy: null,
  };
  await store.commit({ at: Date.now(), changes: [{ key, expect: 0, value: group }] });
}

function stopOnSignals({ app, log }: Running): Promise<void> {
  return new Promise((resolve) => {
    let stopping = false;
    const stop = (signal: string): void => {
      if (stopping) process.exit(1);
      stopping = true;
      log.info({ event: "stopping", signal }, "stopping");
      app.stop().then(
        () => {
          log.info({ event: "stopped" }, "stopped");
          resolve();
        },
        (error: unknown) => {
          log.error(
            { event: "stop-failed", reason: error instanceof Error ? error.message : String(error) },
            "stop-failed",
          );
          process.exitCode = 1;
          resolve();
        },
      );
    };
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop(signal));
  });
}

/** `npm start`: the configured channels, or the web room with the sample court when there is none. */
export async function start(): Promise<void> {
  const config = readConfig();
  const real = config.telegram !== null || config.wechat !== null;
  // Who tries the room wants the address, not a log.
  const log = createLog(real ? config.log : config.log === "info" ? "error" : config.log);
  const extra: { send?: (sentence: string) => void } = {};
  const alarm = alarmTo(log, extra);
  const channels: Channel[] = [];
  const court = config.court ?? sampleCourt;
  // The room is for trying: it keeps its own folder, so that nothing said there ever lies beside real leads.
  const folder = join(config.data, real ? "court" : "room");
  const loaded = loadContent({
    court,
    knowledge: config.knowledge,
    intents: config.intents,
    published: publishedIn(folder),
  });
  giveBack();
  if (config.telegram) {
    const { createTelegramChannel } = await import("./channels/telegram/channel.ts");
    const telegram = createTelegramChannel({
      ...config.telegram,
      alarm,
      log: (event, detail) => log.info({ event, ...detail }, event),
    });
    channels.push(telegram);
    const chat = config.alarmChat;
    if (chat !== null) {
      extra.send = (sentence) =>
        void telegram.send({
          chat: { kind: "private", id: chat },
          text: `【机器人告警】${sentence}`,
          buttons: [],
          files: [],
        });
    }
  }
  if (config.wechat) {
    const { createWechatChannel } = await import("./channels/wechat/channel.ts");
    channels.push(
      createWechatChannel({
        ...config.wechat,
        data: config.data,
        alarm,
        log: (event, detail) => log.info({ event, ...detail }, event),
      }),
    );
  }
  if (!real) {
    const { createRoomChannel } = await import("./channels/room/channel.ts");
    const open = (url: string): void =>
      void process.stdout.write(
        `枫桥试用聊天室已打开，在浏览器里看：${url}\n（样例法院，人物都是虚构的。按 Ctrl+C 停止。）\n`,
      );
    channels.push(
      createRoomChannel({ port: config.roomPort, directory: loaded.content.directory, alarm, onOpen: open }),
    );
  }
  const running = await run(config, log, channels, folder, loaded, alarm);
  await running.app.start();
  const done = new AbortController();
  const { reloader } = running;
  reloader.watch(done.signal);
  const requests = serveRequests(
    running.folder,
    running.store,
    done.signal,
    makerOf(config, loaded.content),
    reloader.reload,
  );
  const sweeping = sweepDaily(
    running.store,
    createFileStore(filesFor(running.folder)),
    (reason) => running.log.warn({ event: "sweep-failed", reason }, "sweep-failed"),
    done.signal,
  );
  await stopOnSignals(running);
  done.abort();
  await Promise.all([requests, sweeping]);
}

/** `fengqiao chat`: the room's people, in this terminal. */
export async function chat(): Promise<void> {
  const config = readConfig();
  const log = createLog("error");
  const alarm = alarmTo(log, {});
  const loaded = loadContent({
    court: config.court ?? sampleCourt,
    knowledge: config.knowledge,
    intents: config.intents,
    published: publishedIn(join(config.data, "terminal")),
  });
  const { createTerminalChannel } = await import("./channels/terminal.ts");
  const channel = createTerminalChannel({
    directory: loaded.content.directory,
    input: process.stdin,
    output: process.stdout,
    onEnd: () => process.kill(process.pid, "SIGINT"),
  });
  const started = await run(config, log, [channel], join(config.data, "terminal"), loaded, alarm);
  await started.app.start();
  await stopOnSignals(started);
}
