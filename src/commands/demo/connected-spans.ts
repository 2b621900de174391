import type { Person } from "./demo-people.js";
import { toWeekday } from "../../text/weekday.js";

/** Five weeks, so that someone can have been away for a month. */
export const DEMO_DAYS = 35;

/** A time for which someone is connected, in epoch seconds. */
export interface TimeSpan {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** When a person is connected, by their habit. */
export function planConnectedSpans(
  { habit, aheadHours }: Person,
  days: readonly string[],
  at: (day: string, hours: number) => number,
  random: () => number,
): readonly TimeSpan[] {
  const between = (least: number, most: number): number => least + random() * (most - least);
  const toSpan = (day: string, from: number, to: number): TimeSpan => {
    return { startSeconds: at(day, from - aheadHours), endSeconds: at(day, to - aheadHours) };
  };
  switch (habit) {
    case "tunnel":
      return [toSpan(days[0] ?? "", 5, (DEMO_DAYS + 2) * 24)];
    case "shift":
      return days.flatMap((day) => {
        const [from, pause, to] = [between(6.8, 7.3), between(10.5, 11.5), between(15.1, 15.9)];
        return random() < 0.15 ? [] : [toSpan(day, from, pause), toSpan(day, pause + between(0.3, 0.7), to)];
      });
    case "backup":
      return days.map((day) => toSpan(day, 2 + random() * 0.02, between(2.4, 2.9)));
    case "phone":
      return days.flatMap((day) =>
        Array.from({ length: Math.floor(between(1, 5)) }, () => {
          const from = between(7, 22);
          return toSpan(day, from, from + between(0.05, 1.3));
        }),
      );
    case "flaky":
      return days.flatMap((day) => {
        if (isWeekend(day)) return [];
        const drops = Array.from({ length: 22 }, () => between(7.5, 16)).sort((a, b) => a - b);
        return drops.slice(1).map((to, index) => toSpan(day, drops[index] ?? to, to - 0.01));
      });
    case "left":
      return days.slice(0, 5).flatMap((day) => workday(day, between, toSpan, random, 0.9));
    case "part-time":
      return days.flatMap((day) => workday(day, between, toSpan, random, 0.5));
    case "office":
      return days.flatMap((day) => workday(day, between, toSpan, random, 0.92));
  }
}

/** A morning and an afternoon, with a lost connection now and then, and some evenings. */
function workday(
  day: string,
  between: (least: number, most: number) => number,
  toSpan: (day: string, from: number, to: number) => TimeSpan,
  random: () => number,
  chance: number,
): readonly TimeSpan[] {
  if (random() > (isWeekend(day) ? 0.06 : chance)) return [];
  const noon = between(11.8, 12.9);
  const spans = [toSpan(day, between(7.6, 9.6), noon), toSpan(day, noon + between(0.4, 1), between(16.2, 18.9))];
  if (random() < 0.25) spans.push(toSpan(day, between(20, 20.9), between(21.2, 23.8)));
  return spans.flatMap((whole) => {
    if (random() > 0.3) return [whole];
    const cut = Math.floor(between(whole.startSeconds + 900, whole.endSeconds - 900));
    return [
      { ...whole, endSeconds: cut },
      { ...whole, startSeconds: cut + Math.floor(between(40, 600)) },
    ];
  });
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(toWeekday(day));
}
