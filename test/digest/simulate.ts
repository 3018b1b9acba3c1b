/**
 * Lives through days or a year of digests in many zones: crashes between every pair of steps, downtime from a minute to
 * days, faults of the network before and after a message was made, outages, clocks that step, ticks that come twice. Then
 * counts what the channels hold against what they ought to.
 */
import { resume, subscribe } from '../../src/digest/book.ts';
import type { Schedule, SubscriptionDraft } from '../../src/digest/subscription.ts';
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

export interface SimulationResult {
  /** Local dates that came within the time. */
  readonly dates: number;
  /** Those for which the bot ran undisturbed long enough while they might be told: no run proves more than these. */
  readonly reachable: number;
  readonly delivered: number;
  /** Local dates with more than one message. */
  readonly doubled: string[];
  /** Reachable local dates without a message. */
  readonly missed: string[];
  /** Messages for dates that nobody waits for. */
  readonly stray: string[];
  /** Dates of the last weeks whose log says another thing than the channel. */
  readonly mistold: string[];
  readonly ticks: number;
  readonly pauses: number;
  readonly counts: World['counts'];
}

const TIMES = ['00:00', '00:30', '01:00', '01:30', '02:00', '02:30', '03:00', '05:45', '06:00'] as const;
const LATER_TIMES = ['09:00', '12:15', '18:30', '22:00', '23:00', '23:30', '23:59'] as const;

interface Watched {
  readonly guildId: string;
  readonly draft: SubscriptionDraft;
  readonly stretches: readonly Stretch[];
  readonly reached: Set<string>;
  position: number;
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

function enroll(world: World, random: Random, { zones, perZone, from, days }: Simulation): Watched[] {
  const start = world.clock();
  const first = addDays(from, -1);
  // The last minute may lie past the end by as long as the bot can be down.
  const last = addDays(from, days + 5);
  return zones.flatMap((zone, z) =>
    Array.from({ length: perZone }, (_, n) => {
      const guildId = String(1000 + z);
      const schedule = drawSchedule(random, zone);
      const id = (z * perZone + n).toString(36);
      const draft = {
        ...schedule,
        id,
        channelId: String(5_000_000 + z * perZone + n),
        quiet: 'skip',
        createdBy: '1',
      } as const;
      world.change(guildId, (book) => subscribe(book, draft, start, perZone));
      const stretches = stretchesOf(schedule, first, last).filter((stretch) => stretch.start > start);
      return { guildId, draft, stretches, reached: new Set<string>(), position: 0, calmSince: undefined };
    }),
  );
}

/** The stretch that an instant lies in; clocks may step back. */
function stretchAt(watched: Watched, now: number): Stretch | undefined {
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
  crash: 0.4 / (zones.length * perZone),
  fault: 0.03,
});

/** Runs a simulation to its end. */
export async function simulate(simulation: Simulation): Promise<SimulationResult> {
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
  let outageEnds = 0;

  const hasIntents = () => [...world.guilds()].some((guildId) => world.bookOf(guildId).intents.length > 0);

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
    if (world.outage !== 'none' && now >= outageEnds) world.outage = 'none';
    if (now >= next.outage) {
      next.outage = now + random.wait(5 * DAY);
      world.outage = random.pick(['server-error', 'no-access']);
      outageEnds = now + random.between(1, world.outage === 'no-access' ? 50 : 300) * MINUTE;
    }
  };

  /** Someone sees the pause, and ends it once the channel is well again. */
  const resumePaused = () => {
    if (world.outage !== 'none') return;
    for (const guildId of world.guilds())
      for (const { id, paused, channelId } of world.bookOf(guildId).subscriptions)
        if (paused) {
          pauses += 1;
          world.change(guildId, (book) => resume(book, id));
          world.faulty.add(channelId);
        }
  };

  const watch = (isCalm: boolean) => {
    const now = world.clock();
    for (const each of all) {
      const stretch = stretchAt(each, now);
      const isWell = isCalm && stretch && !world.faulty.has(each.draft.channelId);
      const isSame = stretch && each.calmSince !== undefined && each.calmSince >= stretch.start;
      if (!isWell) each.calmSince = undefined;
      else if (!isSame) each.calmSince = now;
      else if (each.calmSince !== undefined && now - each.calmSince >= QUIET_FOR)
        each.reached.add(stretch.date);
    }
    world.faulty.clear();
  };

  /** The next minute in which something may happen: all of them around a digest's time, else one in an hour. */
  const nextMinute = () => {
    const minute = (Math.floor(world.now / MINUTE) + 1) * MINUTE;
    if (!life) return Math.max(minute, Math.ceil(upAt / MINUTE) * MINUTE);
    if (hasIntents() || world.outage !== 'none') return minute;
    const upcoming = starts[firstAtOrAfter(starts, minute + world.offset - 2 * MINUTE)] ?? end;
    return Math.max(
      minute,
      Math.min(upcoming - world.offset - MINUTE, minute + HOUR, ...Object.values(next)),
    );
  };

  while (world.now < end) {
    world.now = Math.ceil(nextMinute() / MINUTE) * MINUTE;
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
  return judge(world, all, end, { ticks, pauses });
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

function judge(
  world: World,
  all: readonly Watched[],
  end: number,
  run: Pick<SimulationResult, 'ticks' | 'pauses'>,
): SimulationResult {
  const result = {
    ...run,
    counts: world.counts,
    dates: 0,
    reachable: 0,
    delivered: 0,
    doubled: [] as string[],
    missed: [] as string[],
    stray: [] as string[],
    mistold: [] as string[],
  };
  for (const { guildId, draft, stretches, reached } of all) {
    const name = (date: string) => `${draft.cadence} ${draft.time} ${draft.zone} ${date}`;
    const messages = new Map<string, number>();
    for (const { key } of world.messagesIn(draft.channelId)) messages.set(key, (messages.get(key) ?? 0) + 1);
    const { intents, deliveries } = world.bookOf(guildId);
    for (const { date, start, end: last } of stretches) {
      const key = draft.id + date.replaceAll('-', '');
      const count = messages.get(key) ?? 0;
      messages.delete(key);
      if (count > 1) result.doubled.push(name(date));
      if (count > 0) result.delivered += 1;
      if (start < end) result.dates += 1;
      if (reached.has(date)) result.reachable += 1;
      if (reached.has(date) && count === 0) result.missed.push(name(date));
      const isOf = (each: { subscription: string; date: string }) =>
        each.subscription === draft.id && each.date === date;
      const isSettled = last < end - DAY && last > end - 60 * DAY && !intents.some(isOf);
      const told = deliveries.findLast(isOf)?.state;
      const isTrue = told === 'unknown' || (told === 'sent') === count > 0;
      if (isSettled && !isTrue) result.mistold.push(name(date));
    }
    result.stray.push(...messages.keys());
  }
  return result;
}
