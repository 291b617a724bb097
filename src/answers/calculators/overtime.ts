// Overtime pay: 150% on workdays, 200% on rest days without time off instead, 300% on statutory holidays (劳动法 art. 44).
import { z } from "zod";
import { type Computation, defineCalculator, positiveYuan } from "./calculator.ts";
import { paidDaysAMonth } from "./double-wages.ts";
import { cents, plain, yuanWords } from "./yuan.ts";

const count = z.number().nonnegative().max(100_000).optional();

export const overtime = defineCalculator({
  slug: "overtime",
  inputs: z
    .strictObject({
      monthly_wage: positiveYuan.optional(),
      daily_wage: positiveYuan.optional(),
      hourly_wage: positiveYuan.optional(),
      workday_hours: count,
      restday_days: count,
      restday_hours: count,
      holiday_days: count,
      holiday_hours: count,
    })
    .refine((i) => i.monthly_wage ?? i.daily_wage ?? i.hourly_wage, "give monthly_wage, daily_wage or hourly_wage")
    .refine(
      (i) =>
        [i.workday_hours, i.restday_days, i.restday_hours, i.holiday_days, i.holiday_hours].some(
          (x) => x !== undefined,
        ),
      "give the hours or days worked",
    ),
  questions: {
    monthly_wage: "一个月工资多少？",
    workday_hours: "加了多少班？平时加了几小时，休息日几天，法定节假日几天。",
  },
  needs: (given) => [
    ...(given.daily_wage === undefined && given.hourly_wage === undefined ? ["monthly_wage"] : []),
    ...(["restday_days", "restday_hours", "holiday_days", "holiday_hours"].some((name) => given[name] !== undefined)
      ? []
      : ["workday_hours"]),
  ],
  compute: (inputs): Computation => {
    const daily =
      inputs.daily_wage ??
      (inputs.monthly_wage === undefined ? (inputs.hourly_wage ?? 0) * 8 : inputs.monthly_wage / paidDaysAMonth);
    const hourly = inputs.hourly_wage ?? daily / 8;
    const workday = hourly * 1.5 * (inputs.workday_hours ?? 0);
    const restday = 2 * (daily * (inputs.restday_days ?? 0) + hourly * (inputs.restday_hours ?? 0));
    const holiday = 3 * (daily * (inputs.holiday_days ?? 0) + hourly * (inputs.holiday_hours ?? 0));
    const amount = cents(workday + restday + holiday);
    const steps: string[] = [];
    if (inputs.monthly_wage !== undefined)
      steps.push(
        `一天工资：${yuanWords(inputs.monthly_wage)} ÷ 21.75天 = ${yuanWords(daily)}；一小时${yuanWords(hourly)}。`,
      );
    if (inputs.workday_hours)
      steps.push(`平时加班${plain(inputs.workday_hours)}小时，按1.5倍，${yuanWords(workday)}。`);
    if (restday > 0)
      steps.push(
        `休息日加班${said(inputs.restday_days, inputs.restday_hours)}，没补休的按2倍，${yuanWords(restday)}。`,
      );
    if (holiday > 0)
      steps.push(`法定节假日加班${said(inputs.holiday_days, inputs.holiday_hours)}，按3倍，${yuanWords(holiday)}。`);
    return {
      result: {
        amount,
        hourly_wage: cents(hourly),
        daily_wage: cents(daily),
        ...(workday > 0 ? { workday_amount: cents(workday) } : {}),
        ...(restday > 0 ? { restday_amount: cents(restday) } : {}),
        ...(holiday > 0 ? { holiday_amount: cents(holiday) } : {}),
      },
      headline: `加班费一共${yuanWords(amount)}。`,
      steps,
      citations: [{ law: "劳动法", article: "44" }],
      warnings: ["每月21.75天是人社部的折算办法，计件、综合工时的算法不同。休息日安排了补休的，不付2倍。"],
    };
  },
});

const said = (days: number | undefined, hours: number | undefined): string =>
  `${days ? `${plain(days)}天` : ""}${hours ? `${plain(hours)}小时` : ""}`;
