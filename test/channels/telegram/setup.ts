// A channel on a Bot API server of its own, with waits that are recorded instead of waited for.
import { setTimeout as pause } from "node:timers/promises";
import { createTelegramChannel } from "../../../src/channels/telegram/channel.ts";
import type { Timing } from "../../../src/channels/telegram/taking.ts";
import type { IncomingMessage } from "../../../src/turn/message.ts";
import { type BotApi, type BotApiOptions, startBotApi } from "../../platforms/botApi.ts";

export type Setup = Awaited<ReturnType<typeof setUp>>;

export type SetupOptions = BotApiOptions & {
  receive?: (message: IncomingMessage) => Promise<void>;
  timing?: Partial<Timing>;
  token?: string;
  api?: BotApi;
  before?: (api: BotApi) => void;
};

const open: { stop(): Promise<void> }[] = [];

export async function setUp(options: SetupOptions = {}) {
  const { receive, timing, api: given, before, ...server } = options;
  const api = given ?? (await startBotApi(server));
  before?.(api);
  const received: IncomingMessage[] = [];
  const alarms: { event: string; sentence: string; detail: unknown }[] = [];
  const logged: { event: string; detail: unknown }[] = [];
  const waits: number[] = [];
  const channel = createTelegramChannel({
    token: api.token,
    apiRoot: api.root,
    alarm: (event, sentence, detail) => alarms.push({ event, sentence, detail }),
    log: (event, detail) => logged.push({ event, detail }),
    timing: {
      pollSeconds: 5,
      answerSeconds: 5,
      // Pauses of the real thing, cut short; the poll's own short pauses stay what they are.
      sleep: (ms, signal) => {
        waits.push(ms);
        return pause(Math.min(ms, 20), undefined, signal ? { signal } : {});
      },
      random: () => 0.5,
      ...timing,
    },
  });
  await channel.start(async (message) => {
    await receive?.(message);
    received.push(message);
  });
  const setup = {
    api,
    channel,
    received,
    alarms,
    logged,
    waits,
    alarmed: (event: string): number => alarms.filter((a) => a.event === event).length,
    until: (is: () => boolean, what?: string) => api.until(is, what),
    /** The next message that is received. */
    async next(act: () => unknown): Promise<IncomingMessage> {
      const count = received.length;
      act();
      await api.until(() => received.length > count, "a message to be received");
      return received[count] as IncomingMessage;
    },
    async stop() {
      await channel.stop();
      await api.close();
    },
  };
  open.push(setup);
  return setup;
}

export async function tearDown(): Promise<void> {
  await Promise.all(open.splice(0).map((setup) => setup.stop()));
}
