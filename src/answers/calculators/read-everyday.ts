// Recognising questions after child support, a deposit, or damages from a seller who cheated.
import { numberOf } from "./numbers.ts";
import { asksHowMuch, type Reader, said } from "./read-fees.ts";
import { followedBy, precededBy } from "./read-quantities.ts";

export const readChildSupport: Reader = (reading) => {
  const { text, money } = reading;
  if (!/抚养费|抚育费|孩子.{0,6}(?:生活费|钱)|养(?:孩子|娃)的钱/.test(text) || !asksHowMuch.test(text)) return null;
  const income =
    money.find(
      (m) =>
        precededBy(reading, m, /(?:工资|收入|月薪|月入|挣|赚|一个?月|每月|拿)[^，。]{0,6}$/, 12) ||
        followedBy(reading, m, /^(?:块|元)?(?:的)?(?:工资|收入|一个?月)/),
    ) ?? (money.length === 1 && !/给(?:了)?[^，。]{0,4}\d/.test(text) ? money[0] : undefined);
  if (!income) return null;
  const yearly =
    precededBy(reading, income, /(?:一年|每年|年收入|年薪|年入)[^，。月]{0,6}$/, 10) ||
    followedBy(reading, income, /^(?:块|元)?(?:一年|每年)/);
  const counted = /([一二两三四五六七八九十]|\d)个?(?:孩子|娃|小孩|子女|儿子|女儿|闺女|未成年)/.exec(text)?.[1];
  const both = /一儿一女|一个?儿子.{0,3}一个?女儿|儿女双全|双胞胎|龙凤胎/.test(text);
  const children = both ? 2 : (numberOf(counted ?? "一") ?? 1);
  return {
    kind: "child-support",
    inputs: { monthly_income: yearly ? Math.round((income.yuan / 12) * 100) / 100 : income.yuan, children },
  };
};

const others =
  /(?:对方|卖家|卖方|商家|店家|房东|人家|老板|收定金的|他们?|她|厂家|房主|收货方|开发商|供货商)[^，。我]{0,10}(?:反悔|不卖|不租|违约|毁约|不给|不交|变卦|不干|卖给别人|租给别人|不履行|不认|涨价|加价)/;
const mine = /(?:我|我们|买家|买方|交定金的)[^，。他对卖]{0,8}(?:不想|不买|反悔|违约|不要|不租|毁约|变卦|不干)/;

export const readDeposit: Reader = (reading) => {
  const { text, products } = reading;
  const money = reading.money.filter((m) => !products.some((p) => p.start <= m.start && m.end <= p.end));
  if (!/定金/.test(text) || /订金|押金|保证金/.test(text)) return null;
  if (!asksHowMuch.test(text) && !/退|赔|返还|要回|双倍|最[多高]/.test(text)) return null;
  if (!/多少|几多|几[千万]|怎么算|咋算|算|最[多高]/.test(text)) return null;
  const price =
    products[0] ??
    money.find(
      (m) =>
        (!precededBy(reading, m, /定金[^，。]{0,8}$/, 12) &&
          precededBy(
            reading,
            m,
            /(?:总价|总款|合同价?|房款|货款|价款|全款|房价|车价|价格|价值|总共|一共|标的额?|买卖|总额)[^，。]{0,6}$/,
            10,
          )) ||
        followedBy(reading, m, /^(?:块|元)?的(?:房|车|货|合同|机器|设备|东西|牛|羊|猪|菌|木)/),
    );
  const paid =
    money.find(
      (m) =>
        m !== price &&
        (precededBy(reading, m, /定金[^，。]{0,8}$/, 12) || followedBy(reading, m, /^(?:块|元)?(?:钱)?的?定金/)),
    ) ?? money.find((m) => m !== price);
  if (!paid) return null;
  const rest = price ?? money.filter((m) => m !== paid).sort((a, b) => b.yuan - a.yuan)[0];
  const breach = others.test(text) ? "receiver" : mine.test(text) ? "giver" : undefined;
  return {
    kind: "deposit",
    inputs: said({
      deposit: paid.yuan,
      contract_amount: rest && rest.yuan > paid.yuan ? rest.yuan : undefined,
      breach,
    }),
  };
};

const food =
  /食品|吃的|零食|奶粉|牛奶|酸奶|饮料|月饼|面包|香肠|火腿|罐头|方便面|食用油|过期|变质|发霉|保健品|酒|肉|海鲜|蛋糕|饼干|糖|茶叶|大米|调料|十倍|10倍|假一赔十|茅台/;
const cheated =
  /假(?!期|如|设|使|条|日|装|若|释)|冒牌|欺诈|造假|翻新|冒充|以次充好|三无|不合格|退一赔三|退一赔十|假一赔|三倍|3倍|十倍|10倍|过期|变质|发霉|虚假|假酒|假药|骗|有毒|添加剂超标|虫子|异物/;

export const readPunitive: Reader = (reading) => {
  const { text, money } = reading;
  if (
    !/买|购|卖给|拿(?:回|了)|称了|花了?|消费|店里|超市|网上|商家|过期|变质|发霉/.test(text) ||
    !cheated.test(text) ||
    !/赔|(?:三|3|十|10|几)倍/.test(text) ||
    !asksHowMuch.test(text)
  )
    return null;
  if (/工资|借|诈骗|彩礼|租房/.test(text)) return null;
  const loss = money.find((m) => precededBy(reading, m, /(?:医药费|医疗费|看病|损失|住院)[^，。]{0,6}$/, 10));
  const price = reading.products[0] ?? money.find((m) => m !== loss);
  if (!price) return null;
  const kind =
    (/退一赔三|三倍|3倍/.test(text) && !/十倍|10倍/.test(text) && !/过期|变质|发霉/.test(text)) || !food.test(text)
      ? "fraud"
      : "food";
  return { kind: "punitive-damages", inputs: said({ kind, price: price.yuan, loss: loss?.yuan }) };
};
