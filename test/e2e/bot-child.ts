import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** The bot as a process of its own: `bot-process.ts`, compiled, in an environment of its own beside the path. */
export class BotProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #wasKilled = false;
  /** Resolves once it serves. */
  readonly ready: Promise<void>;

  constructor(file: string, environment: Record<string, string>) {
    this.#child = fork(file, {
      execArgv: [],
      env: { PATH: process.env['PATH'] ?? '', ...environment },
    });
    this.#ended = once(this.#child, 'exit');
    this.ready = this.#says('ready');
    this.ready.catch(() => 'killed before');
  }

  /** Moves its clock and lets it do what is due. Rejects where it ends before that is done. */
  tick(ahead: number): Promise<void> {
    this.#child.send({ ahead });
    return this.#says('ticked');
  }

  /** Waits for something, unless the process ends by itself: then it rejects. */
  async during(something: Promise<unknown>): Promise<void> {
    const end = this.#ended.then(() => {
      if (!this.#wasKilled) throw new Error('The bot ended by itself.');
    });
    await Promise.race([something, end]);
  }

  async kill(): Promise<void> {
    this.#wasKilled = true;
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  async #says(word: string): Promise<void> {
    const said = new Promise<void>((resolve) => {
      const hear = (message: unknown) => {
        if (message !== word) return;
        this.#child.off('message', hear);
        resolve();
      };
      this.#child.on('message', hear);
    });
    await Promise.race([
      said,
      this.#ended.then(() => {
        throw new Error(`The bot ended before it said ${word}.`);
      }),
    ]);
  }
}
