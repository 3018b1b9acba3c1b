/** The real bot on a disk that fails at some step of a write: what people are told, and what is there then. */

import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { AlmanacRecord } from '../../../src/data/schema.ts';
import { buildMany } from '../../../src/sandbox/index.ts';
import { faultyDisk, STEPS, type Step } from '../../data/store/faults.ts';
import { Random } from '../../digest/random.ts';
import { fileIn } from '../desk.ts';
import { textOf } from '../together.ts';
import { DEEDS, type Deed, furnish, NAMES, type Office } from './deeds.ts';
import { besiege, type Siege } from './siege.ts';

/** A step at which the disk fails, or a file that may not be written. */
type Trouble = Step | 'read-only file';

/** One deed under one trouble. */
export interface DiskRound {
  readonly deed: string;
  readonly trouble: Trouble;
  /** Whether the bot was started again while the disk failed. */
  readonly restarted: boolean;
  /** What was not as it should be. */
  readonly wrong: readonly string[];
}

/** A file that may not be written is the records' alone: that of the digests is like it. */
const TROUBLES: readonly Trouble[] = [...STEPS, 'read-only file'];

/** How often the bot is started again with a disk that fails already. */
const RESTARTS = 0.1;

const TOLD = {
  /** The file is as it was. */
  not: 'could not be saved, and nothing was changed',
  /** The file is the new one. */
  unconfirmed: 'was saved, but the disk did not confirm that it will last',
} as const;

/** Plays so many rounds, each in a server of its own. */
export async function* playDiskFaults({
  rounds,
  seed,
}: {
  rounds: number;
  seed: number;
}): AsyncGenerator<DiskRound> {
  const random = new Random(seed);
  let failing: Step | undefined;
  const siege = await besiege({ disk: faultyDisk((step) => step === failing) });
  const deeds = inTurn(Object.entries(DEEDS), random);
  const troubles = inTurn(TROUBLES, random);
  try {
    for (let round = 0; round < rounds; round += 1) {
      const [name, deed] = deeds();
      const trouble = troubles();
      const restarted = random.chance(RESTARTS);
      const office = openOffice(siege);
      await furnish(office);
      await deed.prepare?.(office);
      const file = fileOf(siege, office, deed.file);
      const existed = (await readObject(file)) !== undefined;
      // A file that is not there yet cannot be protected.
      const isProtected = trouble === 'read-only file' && existed;
      const step = trouble === 'read-only file' ? 'open' : trouble;

      if (isProtected) await chmod(file, 0o400);
      else if (restarted) failing = 'open';
      if (restarted) {
        await siege.restart();
        // A server's file is opened when it is first asked for.
        await office.admin.command('settings');
      }
      if (!isProtected) failing = step;
      const ready = await deed.begin(office);
      const refused = await ready.send();
      failing = undefined;
      if (isProtected) await chmod(file, 0o600);

      const wrong: string[] = [];
      // What was found at a start is first copied to its backup, and goes no further where that fails.
      const isThere = !isProtected && step === 'directory' && !(restarted && existed);
      const words = isThere ? TOLD.unconfirmed : TOLD.not;
      if (!textOf(refused).includes(words) || !refused.private) wrong.push(`told: ${textOf(refused)}`);
      wrong.push(...(await differences(siege, office)));
      if (!isThere) {
        const made = textOf(await ready.again(refused));
        if (!made.includes(deed.done)) wrong.push(`told once the disk was mended: ${made}`);
      }
      wrong.push(...(await differences(siege, office)));
      if (restarted) {
        await siege.restart();
        wrong.push(...(await differences(siege, office)));
      }
      yield { deed: name, trouble, restarted, wrong };
    }
  } finally {
    await siege.end();
  }
}

/** A server of its own, with someone who manages it. */
export function openOffice({ sandbox }: Siege): Office {
  const [built] = buildMany(sandbox.world, { guilds: 1, channels: 1 });
  const channelId = built?.channelIds[0];
  if (!built || channelId === undefined) throw new Error('The sandbox built no server.');
  return { guildId: built.guildId, admin: sandbox.as(built.adminId).in(channelId) };
}

const fileOf = ({ dataDir }: Siege, { guildId }: Office, kind: Deed['file']) =>
  join(dataDir, 'guilds', `${guildId}.${kind === 'records' ? 'json' : 'digests.json'}`);

/** What a file holds; undefined where there is none. */
async function readObject<T>(file: string): Promise<T | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  return text === undefined ? undefined : (JSON.parse(text) as T);
}

interface Kept {
  readonly records: readonly AlmanacRecord[];
  readonly corrections: readonly { readonly record: AlmanacRecord }[];
  readonly hidden: readonly string[];
  readonly history: readonly unknown[];
  readonly settings: { readonly timeZone?: string };
}

/** Where what the bot says of a server is not what its files hold, a line for each. */
export async function differences(siege: Siege, office: Office): Promise<string[]> {
  const { admin } = office;
  const kept = await readObject<Kept>(fileOf(siege, office, 'records'));
  if (!kept) return ['there is no file'];
  const wrong: string[] = [];
  const compare = (what: string, said: unknown, is: unknown) => {
    if (!isDeepStrictEqual(said, is))
      wrong.push(`${what}: said ${JSON.stringify(said)}, is ${JSON.stringify(is)}`);
  };

  const own = [...kept.records, ...kept.corrections.map(({ record }) => record)];
  const exported = await admin.command('record export', { what: 'own', format: 'json' });
  const said = exported.message?.attachments.length
    ? (JSON.parse((await fileIn(exported)).toString()) as { records: AlmanacRecord[] }).records
    : [];
  compare(
    'exported',
    new Map(said.map((record) => [record.id, record])),
    new Map(own.map((record) => [record.id, record])),
  );

  const names = new Set(own.map(({ name }) => name));
  for (const name of [...Object.values(NAMES), ...names]) {
    const found = textOf(await admin.command('search', { query: name.slice(0, 50) }));
    compare(`found ${name}`, found.includes(`## ${name}`) || found.includes(`**${name}`), names.has(name));
  }
  for (const { record } of kept.corrections)
    compare(
      'corrected',
      textOf(await admin.command('search', { query: record.id.slice(0, 50) })).includes(record.summary),
      true,
    );
  for (const id of kept.hidden)
    compare(
      'hidden',
      textOf(await admin.command('search', { query: id.slice(0, 50) })).includes(
        '## Hangzhou Blockchain Industrial Park',
      ),
      false,
    );

  const history = textOf(await admin.command('record history'));
  compare(
    'history',
    Number(/^-# (\d+|One) changes?/mu.exec(history)?.[1]?.replace('One', '1') ?? 0),
    kept.history.length,
  );
  const settings = textOf(await admin.command('settings'));
  compare('zone', settings.includes(kept.settings.timeZone ?? 'Asia/Shanghai (the default)'), true);

  const book = await readObject<{ subscriptions: { time: string; paused?: unknown }[] }>(
    fileOf(siege, office, 'digests'),
  );
  const list = textOf(await admin.command('digest list'));
  const subscriptions = book?.subscriptions ?? [];
  compare('subscriptions', list.includes('no digest subscription'), subscriptions.length === 0);
  for (const { time, paused } of subscriptions)
    compare(
      `subscription at ${time}`,
      [list.includes(`at ${time}`), list.includes('Paused')],
      [true, paused !== undefined],
    );
  return wrong;
}

/** Gives all things in some order, then all again in another. */
function inTurn<T>(things: readonly T[], random: Random): () => T {
  let left: T[] = [];
  return () => {
    if (left.length === 0) left = [...things];
    const [thing] = left.splice(random.between(0, left.length - 1), 1);
    if (thing === undefined) throw new RangeError('there is nothing to give');
    return thing;
  };
}
