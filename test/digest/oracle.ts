/**
 * When digests ought to go out, worked out another way than the bot does: from the offsets of a zone's clock around a
 * local time, without its schedule.
 */
import type { Schedule } from '../../src/digest/subscription.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** The stretch in which a local date may be told, in milliseconds since the epoch; `end` is not in it. */
export interface Stretch {
  readonly date: string;
  readonly start: number;
  readonly end: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** What a zone's clock shows, read as if it were UTC. */
function wall(zone: string, instant: number): number {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    formatters.set(zone, formatter);
  }
  return Date.parse(`${formatter.format(instant).replace(' ', 'T')}Z`);
}

/** The first instant at which a zone's clock shows a local time, or one after it where it never shows it. */
function firstInstant(zone: string, date: string, time: string): number {
  const target = Date.parse(`${date}T${time}:00Z`);
  const candidates = [-DAY, DAY].map((away) => {
    const offset = wall(zone, target + away) - (target + away);
    return target - offset;
  });
  const shown = candidates.filter((instant) => wall(zone, instant) === target);
  if (shown.length > 0) return Math.min(...shown);
  let [before, after] = [Math.min(...candidates) - MINUTE, Math.max(...candidates)];
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2);
    if (wall(zone, middle) >= target) after = middle;
    else before = middle;
  }
  return Math.ceil(before / 1000) * 1000;
}

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);

function isScheduled(schedule: Schedule, date: string): boolean {
  const day = new Date(date);
  if (schedule.cadence === 'daily') return true;
  if (schedule.cadence === 'weekly') return (day.getUTCDay() || 7) === schedule.day;
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  return day.getUTCDate() === Math.min(schedule.day, last);
}

/** The stretches of a schedule whose dates lie between two dates, in order. */
export function stretchesOf(schedule: Schedule, from: string, to: string): Stretch[] {
  const { zone, time } = schedule;
  const dates: string[] = [];
  for (let date = from; date <= addDays(to, 31); date = addDays(date, 1))
    if (isScheduled(schedule, date)) dates.push(date);
  const starts = dates.map((date) => firstInstant(zone, date, time));
  return dates.flatMap((date, index) => {
    const [start, next] = [starts[index], starts[index + 1]];
    if (start === undefined || next === undefined || date > to) return [];
    const late = {
      daily: () => firstInstant(zone, addDays(date, 1), '06:00'),
      weekly: () => firstInstant(zone, addDays(date, 2), time),
      monthly: () => firstInstant(zone, addDays(date, 7), time),
    }[schedule.cadence]();
    return [{ date, start, end: Math.min(late, next) }];
  });
}
