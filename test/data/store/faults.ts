import { disk, type FileSystem } from '../../../src/data/store/adapter.ts';

/** The steps of a write at which a disk can fail; `directory` is the fsync of the directory. */
export const STEPS = ['open', 'write', 'sync', 'close', 'rename', 'directory'] as const;
export type Step = (typeof STEPS)[number];

/** The machine's disk, which asks at each step of a write whether it is to fail there. */
export function faultyDisk(fails: (step: Step) => boolean): FileSystem {
  const fault = (step: Step) =>
    fails(step) ? Object.assign(new Error(`injected at ${step}`), { code: 'ENOSPC' }) : undefined;
  const step = (name: Step) => {
    const error = fault(name);
    if (error) throw error;
  };
  return {
    ...disk,
    async open(...args) {
      const isDirectory = args[1] === 'r';
      if (!isDirectory) step('open');
      const handle = await disk.open(...args);
      const real = {
        writeFile: handle.writeFile.bind(handle),
        sync: handle.sync.bind(handle),
        close: handle.close.bind(handle),
      };
      return Object.assign(handle, {
        async writeFile(bytes: Uint8Array) {
          const error = fault('write');
          await real.writeFile(error ? bytes.subarray(0, bytes.length / 2) : bytes);
          if (error) throw error;
        },
        async sync() {
          step(isDirectory ? 'directory' : 'sync');
          await real.sync();
        },
        async close() {
          await real.close();
          if (!isDirectory) step('close');
        },
      });
    },
    async rename(...args) {
      step('rename');
      await disk.rename(...args);
    },
  };
}
