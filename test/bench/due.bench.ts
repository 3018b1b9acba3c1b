/**
 * What it takes to find what is due: one look-up a minute over all subscriptions, beside a node-cron task for each of a
 * tenth of them. Both are measured in a minute where nothing is due and in one where as many digests are due for both. The
 * aim is that the look-up takes at most a tenth of what the tasks take, in time where something is due, and in heap on
 * top of the books. Wrong where a look-up does not find exactly those that are due, or a task does not run.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createTask, type ScheduledTask } from 'node-cron';
import { type Book, bookFormat, subscribe } from '../../src/digest/book.ts';
import { errandsOf, workOf } from '../../src/digest/plan.ts';
import { clocksAt, localTime } from '../../src/digest/zone.ts';

const isQuick = process.argv.includes('--quick');
const SUBSCRIPTIONS = isQuick ? 10_000 : 100_000;
const TASKS = SUBSCRIPTIONS / 10;
const PER_GUILD = 5;
const ROUNDS = isQuick ? 20 : 50;

const MINUTE = 60_000;
const ZONES = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'));
const zoneOf = (n: number) => ZONES[n % ZONES.length] ?? 'UTC';

/** Heap in use, in bytes. */
function heap(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** The processor's time so far, in milliseconds. */
function worked(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Books whose every tenth subscription is due at an instant, and none before. */
function booksDueAt(instant: number): Book[] {
  return Array.from({ length: SUBSCRIPTIONS / PER_GUILD }, (_, guild) =>
    Array.from({ length: PER_GUILD }, (_, place) => guild * PER_GUILD + place).reduce((book: Book, n) => {
      const zone = zoneOf(n);
      // The others are due at any other minute of the day.
      const away = n % 10 === 0 ? 0 : 1 + ((n * 7) % 1439);
      const draft = {
        id: n.toString(36),
        channelId: String(10n ** 18n + BigInt(n)),
        cadence: 'daily',
        time: localTime(zone, instant + away * MINUTE).time,
        zone,
        quiet: 'skip',
        createdBy: String(10n ** 17n + BigInt(n)),
      } as const;
      return subscribe(book, draft, instant - MINUTE, PER_GUILD);
    }, bookFormat.empty()),
  );
}

/** A minute's look-up as the runner makes it: how many are due. */
function lookUp(books: readonly Book[], now: number): number {
  const clocks = clocksAt(now);
  let found = 0;
  for (const book of books) found += workOf(book, clocks, now).length;
  for (const book of books) found += errandsOf(book, now).length;
  return found;
}

const wrong: string[] = [];

/** The time of the middle one of many look-ups, in milliseconds. */
function timeOfLookUp(books: readonly Book[], now: number, expected: number): number {
  const times = Array.from({ length: ROUNDS }, (_, round) => {
    const before = worked();
    const found = lookUp(books, now + round * 1000);
    if (found !== expected) wrong.push(`${found} found, ${expected} due`);
    return worked() - before;
  });
  return times.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0;
}

/** The next full minute that is at least so far away. */
const minuteIn = (milliseconds: number) => Math.ceil((Date.now() + milliseconds) / MINUTE) * MINUTE;

const due = minuteIn(0);
const books = booksDueAt(due);
const nothing = timeOfLookUp(books, due - MINUTE, 0);
const some = timeOfLookUp(books, due, SUBSCRIPTIONS / 10);
const without = heap();
lookUp(books, due);
const ofLookUp = heap() - without;

const before = heap();
const at = minuteIn(20_000);
let ran = 0;
const tasks: ScheduledTask[] = Array.from({ length: TASKS }, (_, n) => {
  const [hour, minute] = localTime(zoneOf(n), at).time.split(':').map(Number);
  return createTask(`${minute} ${hour} * * *`, () => (ran += 1), {
    timezone: zoneOf(n),
    missedExecutionTolerance: MINUTE,
  });
});
for (const task of tasks) await task.start();
const ofTasks = heap() - before;
const idle = at - 2_000 - Date.now();
const rested = worked();
await sleep(idle);
const resting = ((worked() - rested) * MINUTE) / idle;
const began = worked();
await sleep(at - Date.now() + 100);
while (ran < TASKS && Date.now() < at + MINUTE / 2) await sleep(100);
const running = worked() - began;
if (ran !== TASKS) wrong.push(`${ran} of ${TASKS} tasks ran`);
for (const task of tasks) await task.destroy();

const rows = [
  ['look-up', SUBSCRIPTIONS, nothing, some, ofLookUp],
  ['node-cron, a task each', TASKS, resting, running, ofTasks],
] as const;
process.stdout.write(
  `                         subscriptions   ms, nothing due   ms, ${TASKS} due   heap beside the books, kB\n`,
);
for (const [name, count, quiet, busy, bytes] of rows)
  process.stdout.write(
    `${name.padEnd(24)}${String(count).padStart(14)}${quiet.toFixed(1).padStart(18)}` +
      `${busy.toFixed(1).padStart(`   ms, ${TASKS} due`.length)}${(bytes / 1024).toFixed(0).padStart(28)}\n`,
  );
process.stdout.write(
  `\nThe look-up over ten times as many takes ${(some / running).toFixed(3)} of the time (aim: 0.1) and ` +
    `${(Math.max(0, ofLookUp) / ofTasks).toFixed(3)} of the heap (aim: 0.1).\n`,
);
if (wrong.length > 0) {
  process.stdout.write(`Wrong: ${[...new Set(wrong)].join('; ')}\n`);
  process.exitCode = 1;
}
