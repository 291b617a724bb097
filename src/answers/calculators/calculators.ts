// The list of calculators by slug; knowledge entries and the reading of questions name them by it.
import { enforcementFee, paymentOrderFee, preservationFee } from "./application-fees.ts";
import type { Calculator } from "./calculator.ts";
import { deadline } from "./deadline.ts";
import { doubleWages } from "./double-wages.ts";
import { childSupport, deposit, punitiveDamages, smallClaims } from "./family-and-contract.ts";
import { guaranteePeriod, limitationPeriod } from "./limitation.ts";
import { litigationFee } from "./litigation-fee.ts";
import { loanInterest } from "./loan-interest.ts";
import { overdueInterest } from "./overdue-interest.ts";
import { overtime } from "./overtime.ts";
import { principalDeducted } from "./principal-deducted.ts";
import { severance, unlawfulDismissal } from "./severance.ts";
import { workInjury } from "./work-injury.ts";

export const calculators = {
  "litigation-fee": litigationFee,
  "preservation-fee": preservationFee,
  "enforcement-fee": enforcementFee,
  "payment-order-fee": paymentOrderFee,
  "loan-interest": loanInterest,
  "overdue-interest": overdueInterest,
  "principal-deducted": principalDeducted,
  "limitation-period": limitationPeriod,
  deadline,
  severance,
  "unlawful-dismissal": unlawfulDismissal,
  "double-wages": doubleWages,
  overtime,
  "work-injury": workInjury,
  "child-support": childSupport,
  deposit,
  "guarantee-period": guaranteePeriod,
  "punitive-damages": punitiveDamages,
  "small-claims": smallClaims,
} as const satisfies Record<string, Calculator>;

export type CalculatorSlug = keyof typeof calculators;
