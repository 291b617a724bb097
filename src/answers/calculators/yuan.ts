// Exact money: sums rounded to cents once, at the end, and written as people read them.

/** Rounds to cents; the detour over 15 digits takes away what binary fractions add (1.005 → 1.01). */
export const cents = (amount: number): number => Math.round(Number((amount * 100).toPrecision(15))) / 100;

/** 1800 → 1800元, 35000 → 3.5万元, 12345.6 → 12345.6元 */
export function yuanWords(amount: number): string {
  const exact = cents(amount);
  if (exact >= 10_000 && exact % 100 === 0) return `${plain(exact / 10_000)}万元`;
  return `${plain(exact)}元`;
}

/** 0.15 → 15% */
export const percentWords = (share: number): string => `${plain(share * 100)}%`;

/** A number without trailing zeros and without binary dust. */
export const plain = (x: number): string => String(Number(x.toFixed(4)));

/** A tariff in bands: `[upper limit, rate of the part below it]`, rising; the first band may be a flat sum. */
export type Bands = readonly { upTo: number; rate?: number; flat?: number }[];

export function byBands(amount: number, bands: Bands): { total: number; steps: string[] } {
  let below = 0;
  let total = 0;
  const steps: string[] = [];
  for (const { upTo, rate, flat } of bands) {
    if (below > 0 && amount <= below) break;
    const part = Math.min(amount, upTo) - below;
    const fee = flat ?? part * (rate ?? 0);
    total += fee;
    if (flat !== undefined) steps.push(`不超过${yuanWords(upTo)}的部分，交${yuanWords(flat)}。`);
    else if (rate)
      steps.push(
        `${below > 0 ? `超过${yuanWords(below)}` : ""}${Number.isFinite(upTo) ? `到${yuanWords(upTo)}` : ""}的部分${yuanWords(part)}，按${percentWords(rate)}，${yuanWords(fee)}。`,
      );
    below = upTo;
  }
  return { total: cents(total), steps };
}
