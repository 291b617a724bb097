// The environment, read once into a frozen, typed configuration; the only reader of process.env. All faults are told together.
import { z } from "zod";

export class ConfigError extends Error {
  override name = "ConfigError";
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join("\n"));
    this.faults = faults;
  }
}

const flag = z
  .enum(["true", "false", "1", "0", "yes", "no", ""])
  .default("")
  .transform((v) => v === "true" || v === "1" || v === "yes");
const optional = z
  .string()
  .default("")
  .transform((v) => v.trim() || null);
const url = optional.refine(
  (v) => v === null || /^https?:\/\/[^\s]+$/.test(v),
  "is not a web address; write it like https://api.example.com/v1",
);
const wholeNumber = (fallback: number, least: number, most: number) =>
  z
    .string()
    .default("")
    .transform((v, context) => {
      if (v.trim() === "") return fallback;
      const n = Number(v);
      if (Number.isInteger(n) && n >= least && n <= most) return n;
      context.addIssue({ code: "custom", message: `is not a whole number from ${least} to ${most}` });
      return z.NEVER;
    });
const date = optional.refine(
  (v) => v === null || /^\d{4}-\d{2}-\d{2}$/.test(v),
  "is not a date; write it like 2026-10-01",
);

/** Values people leave in from an example; a channel configured with one would only fail later and less clearly. */
const placeholders = /^(?:your[-_ ]|change[-_ ]?me|xxx+|<.*>|sk-xxx|123456:ABC)/i;
const secret = optional.refine(
  (v) => v === null || !placeholders.test(v),
  "still holds the example's placeholder; write the real value or leave it empty",
);

export const environmentSchema = z.object({
  FENGQIAO_DATA: z.string().default("data"),
  FENGQIAO_COURT: optional,
  FENGQIAO_KNOWLEDGE: z.string().default("knowledge"),
  FENGQIAO_INTENTS: z.string().default("intents"),
  FENGQIAO_STATUTES: optional,
  FENGQIAO_LOG: z.enum(["error", "warn", "info", "debug"]).default("info"),
  FENGQIAO_ROOM_PORT: wholeNumber(7700, 0, 65_535),
  TELEGRAM_TOKEN: secret.refine(
    (v) => v === null || /^\d+:[\w-]+$/.test(v),
    "is not a bot token; BotFather gives one like 12345:AbC…",
  ),
  TELEGRAM_API_ROOT: url,
  WECHAT_PUPPET: optional,
  WECHAT_PUPPET_OPTIONS: optional.refine(
    (v) => v === null || isJsonObject(v),
    'is not a JSON object; write it like {"uos":true}',
  ),
  WECHAT_BOT_NAMES: z
    .string()
    .default("")
    .transform((v) =>
      v
        .split(/[,，]/)
        .map((n) => n.trim())
        .filter(Boolean),
    ),
  SECURITY_ASSESSMENT_BY: optional,
  SECURITY_ASSESSMENT_ON: date,
  MODEL_BASE_URL: url,
  MODEL_API_KEY: secret,
  MODEL_NAME: optional,
  MODEL_KIND: z.enum(["openai", "deepseek", "qwen", "glm"]).default("openai"),
  MODEL_IN_CHINA: flag,
  SPEECH_MODEL: optional,
  VISION_MODEL: optional,
  EMBEDDINGS_MODEL: optional,
  ALARM_TELEGRAM_CHAT: optional,
  SOFFICE: optional,
  PATH: z.string().default(""),
});

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

export type Assessment = { by: string; on: string };

export type Config = Readonly<{
  data: string;
  /** court.yaml; null means the sample court, which only the web room and the terminal may use. */
  court: string | null;
  knowledge: string;
  intents: string;
  statutes: string | null;
  log: "error" | "warn" | "info" | "debug";
  roomPort: number;
  telegram: Readonly<{ token: string; apiRoot: string | null }> | null;
  wechat: Readonly<{ puppet: string; options: Record<string, unknown>; names: readonly string[] }> | null;
  /** The operator's statement that personal data may be taken in on Telegram (PIPL art. 36, 38–40). */
  assessment: Assessment | null;
  model: Readonly<{
    baseUrl: string;
    apiKey: string;
    name: string;
    kind: "openai" | "deepseek" | "qwen" | "glm";
    inChina: boolean;
    speech: string | null;
    vision: string | null;
    embeddings: string | null;
  }> | null;
  alarmChat: string | null;
  /** LibreOffice's program as it was named, and where else to look for it (PATH). */
  office: Readonly<{ configured: string | null; path: string }>;
}>;

/**
 * Reads the environment. Throws one `ConfigError` with every fault: which variable, what is wrong, the remedy; a
 * secret's value is never repeated.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const cleaned = Object.fromEntries(
    // Windows writes it Path.
    Object.entries(env).map(([k, v]) => [/^path$/i.test(k) ? "PATH" : k, v?.replace(/^\uFEFF|\r/g, "").trim()]),
  );
  const parsed = environmentSchema.safeParse(cleaned);
  const faults: string[] = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`);
  const known = new Set(Object.keys(environmentSchema.shape));
  for (const name of Object.keys(env)) {
    if (/^(?:FENGQIAO|TELEGRAM|WECHAT|MODEL)_/.test(name) && !known.has(name))
      faults.push(`${name} is not a variable of fengqiao; see .env.example for the names`);
  }
  if (parsed.success) {
    const e = parsed.data;
    const model = [e.MODEL_BASE_URL, e.MODEL_NAME].filter((v) => v !== null).length;
    if (model === 1)
      faults.push(
        `${e.MODEL_BASE_URL === null ? "MODEL_BASE_URL" : "MODEL_NAME"} is missing; a model needs both MODEL_BASE_URL and MODEL_NAME, or neither`,
      );
    if ((e.SECURITY_ASSESSMENT_BY === null) !== (e.SECURITY_ASSESSMENT_ON === null))
      faults.push("SECURITY_ASSESSMENT_BY and SECURITY_ASSESSMENT_ON go together: who approved it, and when");
    if ((e.TELEGRAM_TOKEN !== null || e.WECHAT_PUPPET !== null) && e.FENGQIAO_COURT === null) {
      faults.push(
        "FENGQIAO_COURT is missing; with a real channel the bot needs your own court.yaml (start from knowledge/court.sample.yaml), the sample court is only for trying",
      );
    }
    if (
      (e.TELEGRAM_TOKEN !== null || e.WECHAT_PUPPET !== null) &&
      /(?:^|[\\/])court\.sample\.yaml$/.test(e.FENGQIAO_COURT ?? "")
    ) {
      faults.push(
        "FENGQIAO_COURT names the sample court; its accounts and phones are invented and only for trying, copy it and put your own court's people in",
      );
    }
    if (faults.length === 0) {
      return Object.freeze({
        data: e.FENGQIAO_DATA,
        court: e.FENGQIAO_COURT,
        knowledge: e.FENGQIAO_KNOWLEDGE,
        intents: e.FENGQIAO_INTENTS,
        statutes: e.FENGQIAO_STATUTES,
        log: e.FENGQIAO_LOG,
        roomPort: e.FENGQIAO_ROOM_PORT,
        telegram: e.TELEGRAM_TOKEN === null ? null : { token: e.TELEGRAM_TOKEN, apiRoot: e.TELEGRAM_API_ROOT },
        wechat:
          e.WECHAT_PUPPET === null
            ? null
            : {
                puppet: e.WECHAT_PUPPET,
                options: JSON.parse(e.WECHAT_PUPPET_OPTIONS ?? "{}") as Record<string, unknown>,
                names: e.WECHAT_BOT_NAMES,
              },
        assessment:
          e.SECURITY_ASSESSMENT_BY !== null && e.SECURITY_ASSESSMENT_ON !== null
            ? { by: e.SECURITY_ASSESSMENT_BY, on: e.SECURITY_ASSESSMENT_ON }
            : null,
        model:
          e.MODEL_BASE_URL !== null && e.MODEL_NAME !== null
            ? {
                baseUrl: e.MODEL_BASE_URL,
                apiKey: e.MODEL_API_KEY ?? "",
                name: e.MODEL_NAME,
                kind: e.MODEL_KIND,
                inChina: e.MODEL_IN_CHINA,
                speech: e.SPEECH_MODEL,
                vision: e.VISION_MODEL,
                embeddings: e.EMBEDDINGS_MODEL,
              }
            : null,
        alarmChat: e.ALARM_TELEGRAM_CHAT,
        office: { configured: e.SOFFICE, path: e.PATH },
      });
    }
  }
  throw new ConfigError(faults);
}
