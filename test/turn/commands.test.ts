// The judge's words: the verb, the number before or behind it, and everything that was said with them.
import { describe, expect, it } from "vitest";
import { readCommand } from "../../src/turn/commands.ts";

describe("a judge's word", () => {
  it.each([
    ["退 不是我的村", "sendBack", null, "不是我的村"],
    ["退 2026-0001 我要回避", "sendBack", "2026-0001", "我要回避"],
    ["退回 31", "sendBack", "0031", ""],
    ["2026-0001 退 要回避", "sendBack", "2026-0001", "要回避"],
    ["不归我管", "sendBack", null, ""],
    ["收 2026-0001", "accept", "2026-0001", ""],
    ["办结 2026-0001 调好了", "close", "2026-0001", "调好了"],
    ["转 2026-0001 刘桂芬", "refer", "2026-0001", "刘桂芬"],
  ])("%s is read whole", (text, move, number, rest) => {
    expect(readCommand(text, true)).toMatchObject({ kind: "move", move, number, rest });
  });

  it.each(["退货的钱给了", "退休金发了", "转账记录有了"])("%s is none", (text) => {
    expect(readCommand(text, true)).toBeNull();
  });
});

describe("a word about a flow", () => {
  it.each([
    ["启动流程", "start", null, ""],
    ["启动流程 2026-0001 wages", "start", "2026-0001", "wages"],
    ["这件走流程吧", "start", null, ""],
    ["按流程办 2026-0001", "start", "2026-0001", ""],
    ["流程", "show", null, ""],
    ["看看流程到第几步了", "show", null, ""],
    ["处理好了，老板签了字", "done", null, "老板签了字"],
    ["2026-0001 流程", "show", "2026-0001", ""],
    ["流程走到哪了？", "show", null, ""],
    ["停止流程 当事人和好了", "stop", null, "当事人和好了"],
    ["跳过这一步 不用看", "skip", null, "不用看"],
    ["完成", "done", null, ""],
    ["已经完成了，单子交了", "done", null, "单子交了"],
    ["完成 31 单子交了", "done", "31", "单子交了"],
    ["这一步办好了", "done", null, ""],
    ["办好了，月底前修电梯", "done", null, "月底前修电梯"],
    ["完成 七户一样,四户没交费", "done", null, "七户一样，四户没交费"],
  ])("%s is read whole", (text, act, number, rest) => {
    expect(readCommand(text, false)).toMatchObject({ kind: "flow", act, number, rest });
  });

  it.each([
    "没完成",
    "完成不了",
    "还没办好",
    "办好了吗",
    "走流程要多久",
    "起诉的流程是什么",
    "流程图发我",
    "完成作业的孩子",
  ])("%s is none", (text) => {
    expect(readCommand(text, false)).toBeNull();
  });

  it("of 办好了 is left to the whole lead where it is not a step", () => {
    expect(readCommand("办好了 2026-0001 和好了", true, false)).toMatchObject({ move: "close", number: "2026-0001" });
  });
});
