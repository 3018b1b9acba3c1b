import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { disk, type FileSystem } from '../../../src/data/store/adapter.ts';
import { type Format, openDocument } from '../../../src/data/store/document.ts';
import { BAD_FILES } from './bad-files.ts';
import { faultyDisk, STEPS, type Step } from './faults.ts';
import { temporaryDirectory } from './temporary.ts';

interface Notes {
  readonly records: readonly string[];
}

const format: Format<Notes> = {
  version: 1,
  schema: z.strictObject({ records: z.array(z.string()) }),
  empty: () => ({ records: [] }),
};

const add = (note: string) => (data: Notes) => ({ records: [...data.records, note] });

const onDisk = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

async function newDocument(fs: FileSystem = disk) {
  const path = join(await temporaryDirectory(), 'notes.json');
  return { path, document: await openDocument(path, format, fs) };
}

describe('opening', () => {
  it('makes no file of an absent one', async () => {
    const { path, document } = await newDocument();
    expect(document.data).toEqual({ records: [] });
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('gives back what was written', async () => {
    const { path, document } = await newDocument();
    await document.update(add('杭州'));
    expect(await onDisk(path)).toEqual({ version: 1, records: ['杭州'] });
    expect((await openDocument(path, format)).data).toEqual({ records: ['杭州'] });
  });

  it.each(BAD_FILES)('refuses a file that is %s, and leaves it as it is', async (_, bytes, code) => {
    const path = join(await temporaryDirectory(), 'notes.json');
    await writeFile(path, bytes);
    await expect(openDocument(path, format)).rejects.toMatchObject({
      code,
      path,
      message: expect.stringContaining(path),
    });
    expect(bytes.equals(await readFile(path))).toBe(true);
    await expect(stat(`${path}.bak`)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('migration', () => {
  const third: Format<{ names: string[] }> = {
    version: 3,
    schema: z.strictObject({ names: z.array(z.string()) }),
    empty: () => ({ names: [] }),
    migrate: {
      1: (data) => ({ titles: format.schema.parse(data).records }),
      2: (data) => ({ names: z.object({ titles: z.array(z.string()) }).parse(data).titles }),
    },
  };

  async function stored(text: string): Promise<string> {
    const path = join(await temporaryDirectory(), 'notes.json');
    await writeFile(path, text);
    return path;
  }

  it('goes through every version, and the file follows with the next change', async () => {
    const text = '{"version":1,"records":["a"]}';
    const path = await stored(text);
    const document = await openDocument(path, third);
    expect(document.data).toEqual({ names: ['a'] });
    expect(await readFile(path, 'utf8')).toBe(text);
    await document.update(({ names }) => ({ names: [...names, 'b'] }));
    expect(await onDisk(path)).toEqual({ version: 3, names: ['a', 'b'] });
    expect(await readFile(`${path}.bak`, 'utf8')).toBe(text);
  });

  it.each([
    ['fails', '{"version":2,"records":[]}', third],
    ['is missing', '{"version":1,"records":[]}', { ...third, migrate: {} }],
    ['ends in a wrong shape', '{"version":2,"titles":["a"]}', { ...third, migrate: { 2: () => ({}) } }],
  ])('that %s leaves the file as it is', async (_, text, wanted) => {
    const path = await stored(text);
    await expect(openDocument(path, wanted)).rejects.toMatchObject({ code: 'wrong-shape' });
    expect(await readFile(path, 'utf8')).toBe(text);
  });
});

describe('updating', () => {
  it('writes once for all the changes that wait', async () => {
    let writes = 0;
    const { path, document } = await newDocument(
      faultyDisk((step) => {
        if (step === 'rename') writes += 1;
        return false;
      }),
    );
    const notes = Array.from({ length: 500 }, (_, i) => `${i}`);
    await Promise.all(notes.map((note) => document.update(add(note))));
    expect(await onDisk(path)).toEqual({ version: 1, records: notes });
    expect(writes).toBeLessThanOrEqual(2);
  });

  it('takes the new state into memory only when it is on the disk', async () => {
    let seen: readonly string[] | undefined;
    const { document } = await newDocument({
      ...disk,
      rename: async (from, to) => {
        seen = document.data.records;
        await disk.rename(from, to);
      },
    });
    const after = await document.update(add('a'));
    expect(seen).toEqual([]);
    expect(after).toEqual({ records: ['a'] });
    expect(document.data).toBe(after);
  });

  it('writes nothing when nothing changed', async () => {
    const { path, document } = await newDocument();
    expect(await document.update((data) => data)).toEqual({ records: [] });
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each<[string, (data: Notes) => Notes, object]>([
    [
      'throws',
      () => {
        throw new RangeError('no');
      },
      { message: 'no' },
    ],
    [
      'changes what it was given and throws',
      (data) => {
        (data.records as string[]).push('half');
        throw new RangeError('no');
      },
      { name: 'TypeError' },
    ],
    ['makes a wrong shape', () => ({ records: [1] }) as unknown as Notes, { code: 'wrong-shape' }],
  ])('a change that %s is refused alone', async (_, change, error) => {
    const { path, document } = await newDocument();
    const results = await Promise.allSettled([
      document.update(add('a')),
      document.update(change),
      document.update(add('b')),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: error });
    expect(document.data).toEqual({ records: ['a', 'b'] });
    expect(await onDisk(path)).toEqual({ version: 1, records: ['a', 'b'] });
  });

  it.each(STEPS)('fails with its group alone when the disk fails at %s', async (failing) => {
    let broken = false;
    const { path, document } = await newDocument(faultyDisk((step) => broken && step === failing));
    await document.update(add('a'));
    broken = true;
    const group = await Promise.allSettled([document.update(add('b')), document.update(add('c'))]);
    for (const result of group)
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'write-failed', path } });
    expect(await onDisk(path)).toEqual({ version: 1, ...document.data });
    broken = false;
    await document.update(add('d'));
    expect(document.data.records).toContain('d');
    expect(await onDisk(path)).toEqual({ version: 1, ...document.data });
  });

  it('leaves memory as the disk is, whatever fails when', async () => {
    const update = fc.record({
      kind: fc.constantFrom('add', 'clear', 'throw', 'same', 'remove'),
      fails: fc.option(fc.constantFrom<Step>(...STEPS), { nil: undefined, freq: 1 }),
      awaited: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(update, { maxLength: 12 }), async (updates) => {
        let failing: Step | undefined;
        const { path, document } = await newDocument(faultyDisk((step) => step === failing));
        const acknowledged: string[] = [];
        const running: Promise<unknown>[] = [];
        for (const [i, { kind, fails, awaited }] of updates.entries()) {
          failing = fails;
          const note = `${i}`;
          const change = (data: Notes): Notes => {
            if (kind === 'throw') throw new Error('refused');
            if (kind === 'same') return data;
            return kind === 'clear' ? { records: [] } : add(note)(data);
          };
          running.push(
            (kind === 'remove' ? document.remove() : document.update(change)).then(
              () => kind === 'add' && acknowledged.push(note),
              () => undefined,
            ),
          );
          if (awaited) await Promise.all(running);
        }
        await Promise.all(running);
        const stored = (await openDocument(path, format)).data;
        expect(document.data).toEqual(stored);
        if (updates.every(({ kind }) => kind !== 'clear' && kind !== 'remove'))
          expect(stored.records).toEqual(expect.arrayContaining(acknowledged));
      }),
      { numRuns: 200 },
    );
  });
});

describe('removing', () => {
  it('leaves neither the file nor its backup, and the document begins anew', async () => {
    const { path, document } = await newDocument();
    await document.update(add('a'));
    const reopened = await openDocument(path, format);
    expect(await onDisk(`${path}.bak`)).toMatchObject({ records: ['a'] });
    await reopened.remove();
    for (const file of [path, `${path}.bak`])
      await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(reopened.data).toEqual({ records: [] });
    await reopened.update(add('b'));
    expect(await onDisk(path)).toEqual({ version: 1, records: ['b'] });
  });
});
