// The project's own intents as the classifier reads them, and two or three causes of our own for the tests.
import { readFileSync } from "node:fs";
import { trainModel, type TrainedModel } from "../../src/understanding/classify.ts";
import { type CauseCue, type Intent, intentIds, parseIntents } from "../../src/understanding/intents.ts";

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");

export const loadIntents = (): Intent[] => {
  const parsed = parseIntents(
    intentIds.map((id) => ({ file: `intents/${id}.yaml`, text: read(`intents/${id}.yaml`) })),
  );
  if (!parsed.ok) throw new Error(parsed.faults.map((f) => `${f.file}:${f.line}: ${f.what}`).join("\n"));
  return parsed.value;
};

export const causes: CauseCue[] = [
  {
    id: "private-lending",
    name: "民间借贷",
    synonyms: ["借钱", "欠款", "借条", "利息"],
    says: [
      "他借我两万块钱不还",
      "打了欠条说年底还到现在没信",
      "借给亲戚的钱要不回来",
      "表弟买车借走五万翻脸不认",
      "拿了我一万二说周转两天",
    ],
    parties: { applicant: "出借人", respondent: "借款人" },
  },
  {
    id: "wages",
    name: "追索劳动报酬",
    synonyms: ["工资", "工钱", "欠薪", "包工头"],
    says: [
      "老板拖欠三个月工资",
      "干了一夏天活工钱没给",
      "包工头跑了我们十几个人的钱没结",
      "工地不发工资",
      "厂里压着两个月薪水",
    ],
    parties: { applicant: "劳动者", respondent: "用人方" },
  },
  {
    id: "neighbour-relations",
    name: "相邻关系",
    synonyms: ["邻居", "排水", "采光", "过道", "宅基地"],
    says: [
      "邻居把墙砌到我家地界",
      "他家排水沟冲我家墙根",
      "隔壁盖房挡了我家的光",
      "东院占了我家过道",
      "楼上漏水把我家泡了",
    ],
    parties: { applicant: "受影响一方", respondent: "相邻一方" },
  },
];

let trained: TrainedModel | null = null;
export const model = (): TrainedModel => (trained ??= trainModel({ intents: loadIntents(), causes }));

/** 2026-11-23 11:00 in Shanghai, a Monday; the 15th of the tenth lunar month. */
export const now = Date.UTC(2026, 10, 23, 3);

export type DevMessage = {
  intent: string;
  role: "resident" | "gridWorker" | "mediator" | "judge";
  addressed: boolean;
  danger: "none" | "watch" | "high";
  cause: string;
  text: string;
};

/** Our own messages, written apart from the examples that the classifier learns from. */
export const devMessages = (): DevMessage[] =>
  read("test/understanding/messages.txt")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [intent = "", role = "", addressed = "", danger = "", cause = "", ...text] = line
        .split("|")
        .map((part) => part.trim());
      return {
        intent,
        role: role as DevMessage["role"],
        addressed: addressed === "a",
        danger: danger as DevMessage["danger"],
        cause,
        text: text.join("|"),
      };
    });
