// Small numbers of a village are held back, and cannot be had by taking the others from the sum.
import { expect, it } from "vitest";
import { guardedColumn } from "../../src/reports/report.ts";

it("holds back what would point to a person", () => {
  expect(guardedColumn([12, 2, 1, 0])).toEqual([12, "少于3", "少于3", 0]);
  expect(guardedColumn([12, 5, 0])).toEqual([12, 5, 0]);
});

it("holds back the next smallest beside a single one, which the sum would give away", () => {
  expect(guardedColumn([12, 5, 2, 0])).toEqual([12, "略", "少于3", 0]);
  expect(guardedColumn([1])).toEqual(["少于3"]);
  expect(guardedColumn([])).toEqual([]);
});
