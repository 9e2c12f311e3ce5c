import { histogram } from "../../protocol/histogram.js";
import type { Summary } from "../../protocol/summary.js";
import type { Fact } from "./tensorFacts.js";
import { tensorLines } from "./tensorLines.js";

/** VS Code's hover is 250 pixels high: what made the tensor, and the links, stand below its numbers. */
const mostLines = 8;

/** Gives tensors of several rows as large ones, by how their entries are spread, where all lines are too high for a hover. */
export function fitHover(facts: readonly Fact[]): readonly Fact[] {
  const words = facts.flatMap(({ reason, numbers, advice }) => (numbers === null ? [] : [...reason, ...advice]));
  const lines = tensorLines(facts.flatMap(({ numbers }) => numbers ?? []));
  if (words.length + lines.flat().length <= mostLines) return facts;
  return facts.map((fact) => (fact.numbers === null ? fact : { ...fact, numbers: summarised(fact.numbers) }));
}

function summarised(summary: Summary): Summary {
  const { data, ...statistics } = summary;
  return data === undefined || data.length === 1 ? summary : { ...statistics, histogram: histogram(data, statistics) };
}
