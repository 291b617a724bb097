// Sums told as so much for one and so many of them: 三十二块一袋, 二百袋; 一万斤, 一斤一块二; 四个月, 一个月四千五.
import { numberOf, numberSource } from "./numbers.ts";

/** `unit`: what is counted, 天 or 斤. */
export type Product = { yuan: number; unit: string; start: number; end: number };

const units =
  "公斤|斤|吨|袋|包|亩|头|只|车|棵|株|箱|件|立方|方|平方米|平米|平方|平|桶|瓶|盒|条|张|根|台|套|米|尺|筐|捆|卷|间|把|双|次|回|天|个工|个月|月|年|季度|个人|人|个|户|家";
// A figure without its 块 is no price where it goes on, or counts hours, days, people or years.
const price = `(${numberSource})(万|千|百)?(?:块钱?|元|毛|角|(?!小时|个?钟|[天次顿人岁〇零一二两三四五六七八九十百千万亿\\d.]))`;
const said = "[的是算按要给卖说讲好定约价工钱才就都还有差欠地田包租他她了]{0,6}";
const between = "[^。\\d□]{0,14}?";

/** 个月 and 月, 个人 and 人 are one measure. */
const measure = (unit: string): string => unit.replace(/^个(?=[月人工])/u, "").replace(/^平方米?|^平米/u, "平");

function product(
  each: string,
  count: string,
  units: [string, string],
  place: Omit<Product, "yuan" | "unit">,
): Product | null {
  const [one, many] = [numberOf(each), numberOf(count)];
  if (one === null || many === null || measure(units[0]) !== measure(units[1]) || many < 2) return null;
  const yuan = Math.round(one * many * 100) / 100;
  return yuan > 0 && yuan < 1e9 ? { yuan, unit: measure(units[0]), ...place } : null;
}

/** The sums of a normalised text that are a price for one and a count. */
export function readProducts(text: string): Product[] {
  const priceFirst = new RegExp(
    `${price}(?:一|每|1|\\/)个?(${units})(?!\\d)${between}(${numberSource})(?:多)?(${units})`,
    "g",
  );
  const countFirst = new RegExp(
    `(${numberSource})(?:多)?(${units})[^。\\d□]{0,10}?(?:一|每|1)个?(${units})${said}${price}`,
    "g",
  );
  const countThenPrice = new RegExp(
    `(${numberSource})(?:多)?(${units})[^。\\d□]{0,8}?${price}(?:一|每|\\/)个?(\\2)`,
    "g",
  );
  const unitFirst = new RegExp(
    `(?<![\\d一二三四五六七八九十])(?:一|每)个?(${units})${said}${price}[^。\\d□]{0,10}?(${numberSource})(?:多)?个?(\\1)(?![前后内])`,
    "g",
  );
  const found: Product[] = [];
  const take = (
    pattern: RegExp,
    read: (groups: string[], place: Omit<Product, "yuan" | "unit">) => Product | null,
  ): void => {
    for (let m = pattern.exec(text); m; m = pattern.exec(text)) {
      const p = read(
        m.slice(1).map((group) => group ?? ""),
        { start: m.index, end: m.index + m[0].length },
      );
      // 一车苞谷, 一万斤, 一斤一块二: what is no pair is looked at again from its next character.
      if (!p) pattern.lastIndex = m.index + 1;
      else if (!found.some((f) => f.start < p.end && p.start < f.end)) found.push(p);
    }
  };
  take(priceFirst, ([each = "", scale = "", unit = "", count = "", other = ""], place) =>
    product(each + scale, count, [unit, other], place),
  );
  take(countFirst, ([count = "", other = "", unit = "", each = "", scale = ""], place) =>
    product(each + scale, count, [unit, other], place),
  );
  take(unitFirst, ([unit = "", each = "", scale = "", count = "", other = ""], place) =>
    product(each + scale, count, [unit, other], place),
  );
  take(countThenPrice, ([count = "", other = "", each = "", scale = "", unit = ""], place) =>
    product(each + scale, count, [unit, other], place),
  );
  return found;
}
