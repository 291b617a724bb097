// What is known of each candidate for a question, in figures: its words, its law, what stands beside it, and what labels teach.
import { type CorpusIndex, highest, queryTerms, scoreAll } from "./corpus-index.ts";
import { type Labels, lawPriors, type Neighbour, neighboursOf } from "./corpus-labels.ts";
import { namedLaws } from "./corpus-laws.ts";

/** The figures, each with the weight that carried over between folds of public questions: with labels, and without. */
export const featureWeights = {
  relative: [0.3, 2.2],
  likeness: [0.6, 0.2],
  pairs: [-0.9, -0.9],
  units: [1.3, 1.5],
  pairShare: [5, 5],
  unitShare: [3, 2.7],
  length: [-0.2, -0.1],
  lawName: [0.6, 0.7],
  lawMass: [-1.2, -1.1],
  lawBest: [2, 2.3],
  near: [0.4, 1.2],
  around: [0.3, 1.5],
  lawSize: [0.25, 0.7],
  rank: [-0.15, -0.1],
  lawPrior: [0.48, 0],
  docPrior: [0.5, 0],
  besidePrior: [0.15, 0],
  neighbours: [2.3, 0],
  nearest: [1.8, 0],
  neighbourLaw: [1, 0],
  besideNeighbours: [3.2, 0],
} as const;
export const width = Object.keys(featureWeights).length;

/** Candidates for a question, in no order, with their figures row by row. */
export type Pool = { docs: Int32Array; features: Float32Array };

/** How many candidates come from the words, from the words and the laws' weight together, and how many labels are asked. */
const fromWords = { alone: 240, besideLabels: 120 };
const fromPrior = 150;
const asked = 24;
/** What a law's weight and a likely neighbour add when candidates are gathered. */
const priorWeight = 4;
/** How far articles beside a relevant one still share its matter. */
const reach = 6;
const nearReach = 2;
const lawFocus = 8;
const nothing: ReadonlySet<number> = new Set();

type Votes = {
  docs: Map<number, number>;
  nearest: Map<number, number>;
  laws: Map<number, number>;
  beside: Map<number, number>;
};

const raise = (map: Map<number, number>, key: number, by: number): void => void map.set(key, (map.get(key) ?? 0) + by);

/** What the labelled questions like this one point to: articles, their laws, and the articles beside them. */
function votesOf(index: CorpusIndex, near: readonly Neighbour[]): Votes {
  const votes: Votes = { docs: new Map(), nearest: new Map(), laws: new Map(), beside: new Map() };
  const all = near.reduce((sum, n) => sum + n.likeness, 0) || 1;
  for (const { relevant, likeness } of near) {
    const vote = likeness / all;
    for (const d of relevant) {
      raise(votes.docs, d, vote);
      votes.nearest.set(d, Math.max(votes.nearest.get(d) ?? 0, likeness));
      raise(votes.laws, index.laws[d]!, vote / relevant.length);
      eachBeside(index, d, (e, distance) => raise(votes.beside, e, vote * Math.exp(-distance / 2)));
    }
  }
  return votes;
}

function eachBeside(index: CorpusIndex, d: number, each: (e: number, distance: number) => void): void {
  const at = index.placeInOrder[d]!;
  const from = Math.max(0, at - reach);
  const to = Math.min(index.order.length - 1, at + reach);
  for (let place = from; place <= to; place++) {
    const e = index.order[place]!;
    if (index.laws[e] === index.laws[d]) each(e, Math.abs(place - at));
  }
}

/** Gathers candidates and their figures. `own` is the number of a label to leave out: the question itself, when learning. */
export function poolOf(index: CorpusIndex, labels: Labels | null, query: string, own = -1): Pool {
  const terms = queryTerms(index, query);
  const { base, staged } = index.scratch;
  const pairs = scoreAll(
    index,
    terms.filter((t) => t.isPair),
    index.scratch.pairs,
  );
  const units = scoreAll(
    index,
    terms.filter((t) => !t.isPair),
    index.scratch.units,
  );
  const sum = (isPair: boolean): number =>
    terms.reduce((all, t) => all + (t.isPair === isPair ? index.idf[t.term]! : 0), 0) || 1;
  const pairWeight = sum(true);
  const unitWeight = sum(false);
  const n = index.ids.length;
  for (let d = 0; d < n; d++) base[d] = pairs.scores[d]! + units.scores[d]!;

  const ownDocs = own >= 0 && labels ? new Set(labels.relevant[own]) : nothing;
  const votes = votesOf(index, labels ? neighboursOf(index, labels, query, asked, own) : []);
  const priors = labels ? lawPriors(index, labels, ownDocs) : null;
  const chosen = new Set(highest(base, labels ? fromWords.besideLabels : fromWords.alone));
  if (priors) {
    for (let d = 0; d < n; d++)
      staged[d] = base[d] === 0 ? 0 : base[d]! + priorWeight * Math.max(-3, Math.min(3, priors[index.laws[d]!]!));
    for (const d of highest(staged, fromPrior)) chosen.add(d);
  }
  for (const d of votes.docs.keys()) chosen.add(d);

  const docs = Int32Array.from(chosen).sort((x, y) => base[y]! - base[x]! || x - y);
  const top = base[docs[0] ?? 0] || 1;
  const lawMass = new Float32Array(index.lawSizes.length);
  const lawBest = new Float32Array(index.lawSizes.length);
  let mass = 0;
  for (const d of docs) {
    const share = Math.exp(lawFocus * (base[d]! / top - 1));
    mass += share;
    const law = index.laws[d]!;
    lawMass[law]! += share;
    if (base[d]! / top > lawBest[law]!) lawBest[law] = base[d]! / top;
  }
  const named = namedLaws(index.lawNames, terms, index.idf);
  const features = new Float32Array(docs.length * width);
  docs.forEach((d, rank) => {
    const law = index.laws[d]!;
    let near = 0;
    let nears = 0;
    let around = 0;
    let arounds = 0;
    let besidePrior = 0;
    eachBeside(index, d, (e, distance) => {
      if (distance === 0) return;
      arounds++;
      around += base[e]!;
      if (distance <= nearReach) {
        nears++;
        near += base[e]!;
      }
      if (labels) besidePrior += Math.max(0, labels.perDoc[e]! - (ownDocs.has(e) ? 1 : 0)) * Math.exp(-distance / 2);
    });
    let at = rank * width;
    features[at++] = base[d]! / top;
    features[at++] = base[d]! / (pairWeight + unitWeight);
    features[at++] = pairs.scores[d]! / pairWeight;
    features[at++] = units.scores[d]! / unitWeight;
    features[at++] = pairs.held[d]! / pairWeight;
    features[at++] = units.held[d]! / unitWeight;
    features[at++] = Math.log(index.lengths[d]! + 1);
    features[at++] = named[law]!;
    features[at++] = lawMass[law]! / (mass || 1);
    features[at++] = lawBest[law]!;
    features[at++] = nears > 0 ? near / nears / top : 0;
    features[at++] = arounds > 0 ? around / arounds / top : 0;
    features[at++] = Math.log(index.lawSizes[law]!);
    features[at++] = Math.log(1 + rank);
    features[at++] = priors ? Math.max(-4, priors[law]!) : 0;
    features[at++] = labels ? Math.log(1 + Math.max(0, labels.perDoc[d]! - (ownDocs.has(d) ? 1 : 0))) : 0;
    features[at++] = Math.log(1 + besidePrior);
    features[at++] = votes.docs.get(d) ?? 0;
    features[at++] = votes.nearest.get(d) ?? 0;
    features[at++] = votes.laws.get(law) ?? 0;
    features[at++] = votes.beside.get(d) ?? 0;
  });
  return { docs, features };
}
