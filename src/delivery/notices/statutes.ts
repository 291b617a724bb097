// The words around the law's own words: from when it applies, what became of it, and that an excerpt is no advice.
import { articleName, type Excerpt, type FoundArticle } from "../../answers/statutes.ts";

/** The lists of the database are written with dashes; people read them without. */
const asPrinted = (text: string): string => text.replace(/^\s*- /gmu, "");

const title = (law: string): string => (law.includes("《") ? law : `《${law}》`);

export function articleWords(found: FoundArticle): string {
  switch (found.kind) {
    case "notImported":
      return "法律原文还没有导入，这里查不到条文。可以到“国家法律法规数据库”flk.npc.gov.cn 查，或者直接问我您遇到的事。";
    case "noLaw":
      return found.near.length > 0
        ? `没有找到叫“${found.said}”的法。您要的是不是：\n${found.near.map((n) => `· ${n}`).join("\n")}\n请按全名再发一次，比如“法条 民法典 680”。`
        : `没有找到叫“${found.said}”的法。请按全名再发一次，比如“法条 民法典 680”。`;
    case "notYet":
      return `${title(found.law)}${found.from}起施行，${found.on}还没有施行，那一天适用的是当时的旧法。请按旧法的名字再查。`;
    case "noArticle":
      return `${title(found.law)}（${found.effective}起施行）里没有${articleName(found.article)}，最后一条是${articleName(found.last)}。`;
    case "found": {
      const notes = [
        found.on ? `这是${found.on}那一天适用的版本，${found.effective}起施行。` : `${found.effective}起施行。`,
        found.replacedFrom ? `已经被${found.replacedFrom}起施行的新版本取代，现在的事请看新版本。` : "",
        found.repealed ? "这部法已经废止，只适用于废止以前的事。" : "",
        found.comingFrom ? `新版本已经公布，${found.comingFrom}起施行。` : "",
        !found.replacedFrom && !found.repealed && found.on === null ? "现行有效。" : "",
      ].join("");
      return `${title(found.law)}${articleName(found.article)}（原文）\n${asPrinted(found.text)}\n——${notes}`;
    }
  }
}

/** An excerpt in a chat is cut at the end of a sentence. */
const longest = 260;
function cut(text: string): string {
  if (text.length <= longest) return text;
  const end = text.lastIndexOf("。", longest);
  return `${text.slice(0, end > 80 ? end + 1 : longest)}……`;
}

export const excerptWords = (excerpts: readonly Excerpt[]): string =>
  excerpts.length === 0
    ? ""
    : `\n可能有关的法条，原文摘录（不是建议）：\n${excerpts
        .map((e) => `${title(e.law)}${articleName(e.article)}：${cut(asPrinted(e.text))}`)
        .join("\n")}`;
