/**
 * Lives through days or a year of digests in many zones: crashes between every pair of steps, downtime from a minute to
 * days, faults of the network before and after a message was made, outages, clocks that step, ticks that come twice. Then
 * counts what the channels hold against what they ought to.
 */
import { waitOf } from '../../src/digest/attempts.ts';
import { type Book, resume, subscribe } from '../../src/digest/book.ts';
import { deliveryKey } from '../../src/digest/key.ts';
import type { Schedule, SubscriptionDraft } from '../../src/digest/subscription.ts';
import { type Judgement, judge, nothing, type Watched } from './judge.ts';
import { addDays, type Stretch, stretchesOf } from './oracle.ts';
import { Random } from './random.ts';
import { type Life, type Troubles, World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Long enough for the longest wait between two attempts, and a tick. */
const QUIET_FOR = 15 * MINUTE;

export interface Simulation {
  readonly seed: number;
  readonly zones: readonly string[];
  /** The first day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly days: number;
  /** Subscriptions a zone. */
  readonly perZone: number;
  /** By default so many that each day has its share. */
  readonly troubles?: Troubles;
}

export interface SimulationResult extends Judgement {
  ticks: number;
  pauses: number;
  counts: World['counts'];
}

const TIMES = ['00:00', '00:30', '01:00', '01:30', '02:00', '02:30', '03:00', '05:45', '06:00'] as const;
const LATER_TIMES = ['09:00', '12:15', '18:30', '22:00', '23:00', '23:30', '23:59'] as const;

interface Follower extends Watched {
  readonly reached: Set<string>;
  position: number;
  /** The furthest that the bot's clock came: a date before it is over, though the clock may be set back to it. */
  furthest: number;
  /** Since when nothing disturbed the bot in the present stretch, by its clock. */
  calmSince: number | undefined;
}

function drawSchedule(random: Random, zone: string): Schedule {
  const time = random.pick([...TIMES, ...LATER_TIMES]);
  const draw = random.next();
  if (draw < 0.7) return { cadence: 'daily', time, zone };
  if (draw < 0.9) return { cadence: 'weekly', day: random.between(1, 7), time, zone };
  return { cadence: 'monthly', day: random.pick([1, 15, 28, 29, 30, 31]), time, zone };
}

function enroll(world: World, random: Random, { zones, perZone, from, days }: Simulation): Follower[] {
  const start = world.clock();
  const first = addDays(from, -1);
  // The last minute may lie past the end by as long as the bot can be down.
  const last = addDays(from, days + 5);
  return zones.flatMap((zone, z) =>
    Array.from({ length: perZone }, (_, n) => {
      const guildId = String(1000 + z);
      const schedule = drawSchedule(random, zone);
      const id = (z * perZone + n).toString(36);
      const draft: SubscriptionDraft = {
        ...schedule,
        id,
        channelId: String(5_000_000 + z * perZone + n),
        quiet: 'skip',
        createdBy: '1',
        ...(random.chance(0.5) && { publish: true }),
        ...(random.chance(0.3) && { role: String(7_000_000 + n) }),
      };
      world.change(guildId, (book) => subscribe(book, draft, start, perZone));
      const stretches = stretchesOf(schedule, first, last).filter((stretch) => stretch.start > start);
      return {
        guildId,
        draft,
        stretches,
        reached: new Set<string>(),
        position: 0,
        furthest: 0,
        calmSince: undefined,
      };
    }),
  );
}

/** The stretch that an instant lies in; clocks may step back. */
function stretchAt(watched: Follower, now: number): Stretch | undefined {
  const { stretches } = watched;
  while (watched.position > 0 && now < (stretches[watched.position]?.start ?? Number.POSITIVE_INFINITY))
    watched.position -= 1;
  while (now >= (stretches[watched.position + 1]?.start ?? Number.POSITIVE_INFINITY)) watched.position += 1;
  const stretch = stretches[watched.position];
  return stretch && now >= stretch.start && now < stretch.end ? stretch : undefined;
}

const downtime = (random: Random) =>
  random.pick([
    random.between(0, 4) * MINUTE,
    random.between(6, 50) * MINUTE,
    random.between(1, 9) * HOUR,
    random.chance(0.3) ? random.between(1, 3) * DAY : 7 * MINUTE,
  ]);

/** As many crashes a day however many subscribe: in a larger world, each step is safer. */
const usualTroubles = ({ zones, perZone }: Simulation): Troubles => ({
  crash: 0.15 / (zones.length * perZone),
  fault: 0.03,
});

/** Runs a simulation to its end. */
async function simulate(simulation: Simulation): Promise<SimulationResult> {
  const random = new Random(simulation.seed);
  const start = Date.parse(simulation.from);
  const end = start + simulation.days * DAY;
  const world = new World(start, random, simulation.troubles ?? usualTroubles(simulation));
  const all = enroll(world, random, simulation);
  const starts = all
    .flatMap(({ stretches }) => stretches.map((stretch) => stretch.start))
    .sort((a, b) => a - b);

  let life: Life | undefined;
  let upAt = start;
  let ticks = 0;
  let pauses = 0;
  let lastOffset = 0;
  const next = { kill: start, step: start, outage: start };
  next.kill += random.wait(3 * DAY);
  next.step += random.wait(4 * DAY);
  next.outage += random.wait(5 * DAY);
  let outageEnds = Number.POSITIVE_INFINITY;

  const disturb = (now: number) => {
    if (now >= next.kill) {
      next.kill = now + random.wait(3 * DAY);
      life?.kill();
      upAt = now + downtime(random);
      life = undefined;
    }
    if (now >= next.step) {
      next.step = now + random.wait(world.offset === 0 ? 4 * DAY : 8 * HOUR);
      world.offset = world.offset === 0 ? random.between(-3 * HOUR, 3 * HOUR) : 0;
    }
    if (now >= outageEnds) {
      world.outage = 'none';
      outageEnds = Number.POSITIVE_INFINITY;
    }
    if (now >= next.outage) {
      next.outage = now + random.wait(5 * DAY);
      world.outage = random.pick(['server-error', 'no-access']);
      outageEnds = now + random.between(1, world.outage === 'no-access' ? 50 : 300) * MINUTE;
    }
  };

  /** Someone sees the pause, and ends it once the channel is well again. */
  const resumePaused = () => {
    if (world.outage !== 'none') return;
    for (const [guildId, { subscriptions }] of world.books)
      for (const { id, paused, channelId } of subscriptions) {
        // Whoever subscribed has to be told before they can know of it.
        if (!paused || (paused.notice && random.chance(0.9))) continue;
        pauses += 1;
        world.change(guildId, (book) => resume(book, id));
        world.faulty.add(channelId);
      }
  };

  const watch = (isCalm: boolean) => {
    const now = world.clock();
    for (const each of all) {
      const stretch = stretchAt(each, now);
      if (stretch) each.furthest = Math.max(each.furthest, each.position);
      const isWell =
        isCalm && stretch && each.position === each.furthest && !world.faulty.has(each.draft.channelId);
      const isSame = stretch && each.calmSince !== undefined && each.calmSince >= stretch.start;
      if (!isWell) each.calmSince = undefined;
      else if (!isSame) each.calmSince = now;
      else if (each.calmSince !== undefined && now - each.calmSince >= QUIET_FOR)
        each.reached.add(stretch.date);
    }
    world.faulty.clear();
  };

  /** The next minute in which something may happen: those around a digest's time or another attempt, else one in six hours. */
  const nextMinute = () => {
    const minute = (Math.floor(world.now / MINUTE) + 1) * MINUTE;
    if (!life) return Math.max(minute, Math.ceil(upAt / MINUTE) * MINUTE);
    const upcoming = starts[firstAtOrAfter(starts, minute + world.offset - 2 * MINUTE)] ?? end;
    let first = Math.min(
      upcoming - world.offset - MINUTE,
      minute + 6 * HOUR,
      outageEnds,
      ...Object.values(next),
    );
    for (const book of world.books.values())
      for (const instant of attemptsIn(book)) first = Math.min(first, instant - world.offset);
    return Math.max(minute, first);
  };

  while (world.now < end) {
    world.now = Math.ceil(nextMinute() / MINUTE) * MINUTE;
    // Nothing happened since the last tick.
    if (life) watch(world.outage === 'none');
    disturb(world.now);
    resumePaused();
    const stepped = world.offset !== lastOffset;
    lastOffset = world.offset;
    let isCalm = life !== undefined && !stepped && world.outage === 'none';
    if (!life && world.now >= upAt) {
      life = await world.live(4);
      await Promise.race([life.runner.start(), life.death]);
    }
    if (life) {
      ticks += 1;
      const { runner } = life;
      const calls = random.chance(0.1) ? [runner.tick(), runner.tick()] : [runner.tick()];
      await Promise.race([Promise.all(calls), life.death]);
      if (!life.isAlive()) {
        isCalm = false;
        life = undefined;
        upAt = world.now + downtime(random);
      }
    }
    watch(isCalm);
  }
  return { ...judge(world, all, end), counts: world.counts, ticks, pauses };
}

/** When what is under way in a book is attempted next, by the bot's clock; what does not wait is, at once. */
function attemptsIn({ intents, publications, subscriptions }: Book): number[] {
  const tried = [
    ...intents.map((intent) => ({ ...intent, name: deliveryKey(intent.subscription, intent.date) })),
    ...publications.map((each) => ({ ...each, name: deliveryKey(each.subscription, each.date) })),
    ...subscriptions.flatMap(({ id, paused }) => (paused?.notice ? [{ ...paused.notice, name: id }] : [])),
  ];
  return tried.map(({ name, attempts, attemptedAt }) =>
    attemptedAt === undefined ? 0 : Date.parse(attemptedAt) + waitOf(name, attempts),
  );
}

/** The index of the first number that is not below a bound, in an ascending list. */
function firstAtOrAfter(numbers: readonly number[], bound: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? bound) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Runs it in worlds of so many zones each, and adds up what they come to. A small world has little to skip over. */
export async function simulateApart(simulation: Simulation, zonesEach: number): Promise<SimulationResult> {
  const sum = emptyResult();
  for (let first = 0; first < simulation.zones.length; first += zonesEach) {
    const zones = simulation.zones.slice(first, first + zonesEach);
    addUp(sum, await simulate({ ...simulation, zones, seed: simulation.seed * 10_000 + first }));
  }
  return sum;
}

/** Nothing, to begin a sum with. */
export const emptyResult = (): SimulationResult => ({
  ...nothing(),
  counts: new World(0, new Random(0), { crash: 0, fault: 0 }).counts,
  ticks: 0,
  pauses: 0,
});

/** Adds a result to a sum: number to number, list to list. */
export function addUp(sum: object, more: object): void {
  const into = sum as Record<string, unknown>;
  for (const [name, value] of Object.entries(more)) {
    const before = into[name];
    if (typeof before === 'number') into[name] = before + value;
    else if (Array.isArray(before)) before.push(...value);
    else if (before !== null && typeof before === 'object') addUp(before, value);
  }
}
