/** Locks the directory of its argument when told `lock`, gives it back when told `release`. */
import { createInterface } from 'node:readline';
import { StoreError } from '../../../src/data/store/error.ts';
import { lockDirectory } from '../../../src/data/store/lock.ts';

const dir = process.argv[2] ?? '';
let release: (() => Promise<void>) | undefined;
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  try {
    if (line === 'lock') release = await lockDirectory(dir);
    else await release?.();
    process.stdout.write(`${line}ed\n`);
  } catch (error) {
    process.stdout.write(`${error instanceof StoreError ? error.code : error}\n`);
  }
}
