/** Everything that one run of the benchmark measured. */
import type { ChangeTimes } from './changes.ts';
import type { Harm } from './hostile.ts';
import type { Build, Run } from './measure.ts';
import type { Overlay } from './overlay.ts';

/** One engine at one size. */
export interface Result {
  readonly engine: string;
  readonly size: number;
  readonly build: Omit<Build, 'finder'>;
  /** One for each seed that it was asked queries of, in the order of the seeds. */
  readonly runs: readonly Run[];
  readonly changes?: ChangeTimes | undefined;
  readonly harm?: Harm | undefined;
  readonly overlay?: Overlay | undefined;
}

/** All results, to be looked up. */
export class Results {
  readonly #all: Result[] = [];

  add(result: Result): void {
    this.#all.push(result);
  }

  /** One engine's at one size. */
  of(engine: string, size: number): Result | undefined {
    return this.#all.find((result) => result.engine === engine && result.size === size);
  }

  /** Those of one size, in the order they came. */
  at(size: number): Result[] {
    return this.#all.filter((result) => result.size === size);
  }
}
