// The words of the form: the notice, the questions, the reading back.
import type { Notices } from "../../turn/notices.ts";
import type { Words } from "./render.ts";

type Mine =
  | "privacyNotice"
  | "question"
  | "confirm"
  | "kept"
  | "cancelled"
  | "resumed"
  | "expired"
  | "stillThere"
  | "which"
  | "known"
  | "supplemented"
  | "voiceHeard"
  | "photoHeard"
  | "made"
  | "fileNotKept"
  | "attachmentKept"
  | "attachmentAlone"
  | "intakeOff"
  | "myData"
  | "myDataDeleted"
  | "bound"
  | "bindFailed"
  | "refused";

const kinds: Record<string, string> = {
  picture: "照片",
  voice: "语音",
  video: "视频",
  file: "文件",
  place: "位置",
  sticker: "表情",
  other: "附件",
};

export const intakeWords: { [N in Mine]: Words<Notices[N]> } = {
  privacyNotice: (p) => ({
    text: `${p.first ? "先说明一下：" : ""}我是${p.court}的机器人。您说的姓名、电话和经过，只用来处理这件纠纷，只给办这件事的人看。没登记成的，72小时后删掉；登记了的，按法院规定保存。随时回“我的信息”可以看、改、删，回“取消”就停。有疑问打${p.phone}。`,
  }),
  question: (p) => {
    const left = p.left > 1 ? `（还有${p.left}项）` : "";
    return {
      text: [p.intro, `${p.ask}${left}`].filter(Boolean).join("\n"),
      buttons: p.options.map((label, i) => [{ label, data: `o:${p.field}:${i}` }]),
    };
  },
  confirm: (p) => ({
    text: [
      "我念一遍，您听对不对：",
      ...p.lines.map((l) => `${l.name}：${l.value}`),
      p.missing.length > 0 ? `还没说的：${p.missing.join("、")}。没有就算了，后面可以补。` : "",
      "对就回“对”，要改哪一项直接说。",
    ]
      .filter(Boolean)
      .join("\n"),
    buttons: [
      [{ label: "对，登记", data: "confirm" }],
      [
        { label: "要改", data: "change" },
        { label: "取消", data: "cancel" },
      ],
    ],
    quietButtons: true,
  }),
  kept: (p) => ({ text: `好，先放着，给您留${p.hours}小时。想接着填，回“继续”。` }),
  cancelled: (p) => ({ text: p.what === "draft" ? "好，不登记了，刚才说的已经删掉。以后要登记随时说。" : "好。" }),
  resumed: (p) => ({ text: `接着来，${p.cause}的事，前面说的都还在。` }),
  expired: (p) => ({ text: `您上次说的${p.cause}的事，72小时没接着填，我删掉了。还要登记的话，再跟我说一遍就行。` }),
  stillThere: (p) => ({
    text: `您昨天说的${p.cause}的事还没填完，还没有交给法官。回“继续”接着填，回“取消”就删掉。${p.more > 0 ? `您另外说的${p.more}件也给您留着，填完这件就问。` : ""}`,
  }),
  which: (p) => ({
    text: `${p.ask}\n${p.options.map((o, i) => `${i + 1}. ${o.label}`).join("\n")}\n回数字就行。`,
    buttons: p.options.map((o) => [o]),
    listed: true,
  }),
  known: (p) => ({
    text: `这件事已经有人登记过，编号${p.number}，法官那里有了。您说的我补进去了，法官能看到。想问进展，打法庭电话 ${p.phone}。`,
  }),
  supplemented: (p, { group }) => ({ text: group ? `补进${p.number}了。` : `记下了，补进了${p.number}，法官能看到。` }),
  voiceHeard: (p) => ({ text: `您的语音我听成了这样：\n“${p.text}”\n对就回“对”，不对请打字告诉我。` }),
  made: (p) => ({ text: p.text }),
  photoHeard: (p) => ({ text: `照片上的字我认成这样：\n“${p.text}”\n对就回“对”，我记上；不对请打字告诉我。` }),
  fileNotKept: (p) => ({
    text: p.refused
      ? `这种${kinds[p.kind] ?? "文件"}我存不了。请拍成照片发给我，或者带到法庭来。`
      : `刚才那个${kinds[p.kind] ?? "文件"}没有收全，请再发一次。您说的话都还在。`,
  }),
  attachmentKept: (p) =>
    p.kind === "voice"
      ? { text: "语音收下了，会交给法官。我听不了语音，麻烦把要紧的打几个字：谁、多少钱、什么时候。" }
      : {
          text: `${kinds[p.kind] ?? "附件"}收下了，会交给法官。${p.kind === "picture" ? "上面写的金额和日期，麻烦打字告诉我一下。" : ""}`,
        },
  attachmentAlone: (p) => ({
    text: `${kinds[p.kind] ?? "附件"}我收到了，可是不知道是什么事。请打几个字：谁和谁、因为什么、在哪个村。`,
  }),
  intakeOff: (p) => ({
    text: `按个人信息保护的规定，这里暂时不能登记纠纷，请不要发姓名、电话。请直接打${p.tribunal}电话 ${p.phone}，或到法庭登记。法律问题可以在这里问我。`,
  }),
  myData: (p) => ({
    text: [
      `我这里有您的：称呼“${p.name || "（没有）"}”。`,
      p.consent ? `您在${p.consent}看过个人信息告知。` : "",
      p.leads.length > 0 ? `登记过的：\n${p.leads.join("\n")}` : "没有登记过纠纷。",
      p.drafts > 0 ? `没填完的表：${p.drafts}份。` : "",
      "回“导出我的信息”看全部内容，回“删除我的信息”删除。电话、名字变了，直接说“我换号了，改成138……”“我的名字应该是……”。",
    ]
      .filter(Boolean)
      .join("\n"),
  }),
  myDataDeleted: (p) => ({
    text: `删好了：称呼、没填完的表、问过的话都没有了。${p.kept.length > 0 ? `已经登记的${p.kept.join("、")}要按法院规定保存，要撤回请回“撤回 编号”。` : ""}`,
  }),
  bound: (p) => ({ text: `绑定好了${p.name ? `，${p.name}` : ""}。以后工作消息发到这里。回“帮助”看能做什么。` }),
  bindFailed: (p) => ({
    text: {
      wrong: "绑定码不对，请核对后再发，格式是“绑定 7F3K-29”。",
      expired: "这个绑定码过期了（24小时有效），请找立案庭再要一个。",
      used: "这个绑定码已经用过了，请找立案庭再要一个。",
      tooMany: "试的次数太多了，24小时后再试，或者找立案庭。",
      group: "绑定码请私聊发给我，不要发在群里。这个码已经露出去了，建议找立案庭换一个。",
    }[p.why],
  }),
  refused: (p) => ({
    text: {
      role: `“${p.what}”要有相应身份的人才能做，这次没有做，已记录。`,
      status: `这件事现在的状态不能“${p.what}”，没有改动。回“我的线索”或“进度”看看。`,
      notFound: `没有找到可以“${p.what}”的事，请核对编号。`,
      place: "名录里没有这个地方，请写全名。",
    }[p.why],
  }),
};
