/**
 * Taking in and giving out 10,000 records (`--quick`: 1,000), as JSON and as a table: how long each step takes, and
 * the longest that it keeps everybody else waiting, beside a run in which nothing happens. Then files made to hurt.
 * Wrong, not slow, is what fails: records that come back otherwise, or a bad file that is not refused.
 */
import { parseArgs } from 'node:util';
import { readCatalogue } from '../../src/data/catalogue.ts';
import type { AlmanacRecord, Source } from '../../src/data/schema.ts';
import type { Present } from '../../src/data/transfer/accept.ts';
import { exportRecords, FORMATS } from '../../src/data/transfer/export.ts';
import { planImport } from '../../src/data/transfer/plan.ts';
import { readTransfer } from '../../src/data/transfer/read.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const count = values.quick ? 1_000 : 10_000;

interface Measured<T> {
  readonly result: T;
  /** Milliseconds in all, and of the longest stretch without a turn for others. */
  readonly total: number;
  readonly longest: number;
  /** Milliseconds of processor time in the stretch that took most: others' load on the machine is not in it. */
  readonly busiest: number;
}

/** Runs work while something else asks for its turn all the time. */
async function measure<T>(work: () => Promise<T>): Promise<Measured<T>> {
  globalThis.gc?.();
  const start = performance.now();
  let last = start;
  let longest = 0;
  let busiest = 0;
  let usage = process.cpuUsage();
  let isOver = false;
  const turn = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    const { user, system } = process.cpuUsage(usage);
    busiest = Math.max(busiest, (user + system) / 1_000);
    usage = process.cpuUsage();
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  const result = await work();
  isOver = true;
  turn();
  return { result, total: performance.now() - start, longest, busiest };
}

const say = (...cells: readonly (string | number)[]) => {
  const [name = '', ...rest] = cells;
  const shown = rest.map((cell) => (typeof cell === 'number' ? cell.toFixed(1) : cell).padStart(12));
  process.stdout.write(`${String(name).padEnd(44)}${shown.join('')}\n`);
};
const fail = (what: string) => {
  process.stdout.write(`WRONG: ${what}\n`);
  process.exitCode = 1;
};

/** Records of a guild, each made from one of the catalogue, with a work of its own for every tenth. */
async function makeGuild() {
  const catalogue = await readCatalogue();
  const shipped = [...catalogue.all()];
  const sources = new Map<string, Source>();
  const records = Array.from({ length: count }, (_, i): AlmanacRecord => {
    const model = shipped[i % shipped.length];
    if (!model) throw new Error('the catalogue is empty');
    const ids = new Map(model.sources.map(({ id }) => [id, i % 10 === 0 ? `own-${i}-${id}` : id]));
    const idOf = (id: string) => ids.get(id) ?? id;
    for (const [id, own] of ids) {
      const work = catalogue.source(id);
      if (work) sources.set(own, { ...work, id: own });
    }
    const disputes = model.disputes?.map((dispute) => ({
      ...dispute,
      values: dispute.values.map((each) => ({ ...each, source: idOf(each.source) })),
    }));
    const { related, ...fields } = model;
    return {
      ...fields,
      ...(related ? { related: related.slice(0, 2) } : {}),
      id: `own-${i}`,
      name: `${i} ${model.name}`.slice(0, 120).trim(),
      ...(disputes ? { disputes } : {}),
      sources: model.sources.map((each) => ({ ...each, id: idOf(each.id) })),
    };
  });
  return { records, sources };
}

function libraryOf(records: readonly AlmanacRecord[], sources: ReadonlyMap<string, Source>): Present {
  const byId = new Map(records.map((record) => [record.id, record]));
  return {
    get: (id) => byId.get(id),
    all: () => records,
    source: (id) => sources.get(id),
    standing: (id) => (byId.has(id) ? { of: 'guild' } : undefined),
    revision: () => undefined,
  };
}

const { records, sources } = await makeGuild();
const empty = libraryOf([], new Map());
const full = libraryOf(records, sources);
let made = 0;
const newId = () => `new-${++made}`;

say(`${count} records`, 'ms', 'longest ms', 'in CPU ms', 'MB');
const idle = await measure(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
say('nothing', idle.total, idle.longest, idle.busiest, '');
for (const format of FORMATS) {
  const given = await measure(async () => {
    const chunks: string[] = [];
    for await (const chunk of exportRecords(records, (id) => sources.get(id), format)) chunks.push(chunk);
    return chunks;
  });
  const bytes = Buffer.from(given.result.join(''));
  const read = await measure(() => readTransfer(bytes));
  const added = await measure(() => planImport(read.result, empty, { newId }));
  const same = await measure(() => planImport(read.result, full, { newId }));
  say(`${format}: export`, given.total, given.longest, given.busiest, bytes.length / 2 ** 20);
  say(`${format}: read`, read.total, read.longest, read.busiest, '');
  say(`${format}: check and plan, all new`, added.total, added.longest, added.busiest, '');
  say(`${format}: check and plan, all there`, same.total, same.longest, same.busiest, '');
  const mended = added.result.refused.length + (count - added.result.added.length);
  if (mended > 0) fail(`${format}: ${mended} of ${count} records were not taken back`);
  if (same.result.unchanged !== count) fail(`${format}: records came back otherwise than they went`);
}

const HEADER = 'kind,name,summary,sources\n';
const size = values.quick ? 2 ** 18 : 10 * 2 ** 20 - 100;
const long = (part: string, start = '', end = '') =>
  start + part.repeat(Math.floor(size / Buffer.byteLength(part))) + end;
const heap = `"a${'\u0301\u0323'.repeat(50_000)}",`;
const hostile: Readonly<Record<string, string>> = {
  'brackets without end': long('['),
  'objects within objects': long('{"a":'),
  'empty objects': long('{},', '[', '{}]'),
  'empty lists as disputes': long('{"disputes":[{},{},{},{},{},{},{}]},', '[', '{}]'),
  'one text without end': long('x', '["'),
  escapes: long('\\"', '["', '"]'),
  'letters under heaps of marks': long(heap, '[{"aliases":[', '""]}]'),
  spaces: long(' ', '', '['),
  'line breaks': long('\n', '', '['),
  'a table of commas': long(',', HEADER),
  'a table of short rows': long('x\n', HEADER),
  'a table of quotes': long('"', HEADER),
  'a table with a quote left open': long('x,', `${HEADER}"`),
  'a header without end': long('kind,'),
  'bars in a cell': long('|\n', `${HEADER},,,"`, '"'),
};
say('\nfiles made to hurt', 'ms', 'longest ms', 'in CPU ms', 'refusals');
for (const [name, content] of Object.entries(hostile)) {
  const bytes = Buffer.from(content);
  const { result, total, longest, busiest } = await measure(async () =>
    planImport(await readTransfer(bytes), full, { newId }),
  );
  say(name, total, longest, busiest, String(result.refused.length));
  if (result.refused.length === 0) fail(`${name}: was not refused`);
}
