import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** A process of its own that is spoken to by lines, and killed when the test ends. */
export interface Child {
  say(line: string): void;
  /** The next line it says; undefined once it has ended. */
  hear(): Promise<string | undefined>;
  /** Kills it at once (SIGKILL), and resolves with what it said before and was not yet heard. */
  kill(): Promise<string[]>;
}

/** Starts a TypeScript file of this folder. */
export function startChild(file: string, ...args: string[]): Child {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', path, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('a child without pipes');
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'exit');
  const hear = async () => {
    const { value, done } = await lines.next();
    return done ? undefined : value;
  };
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
    const rest: string[] = [];
    for (let line = await hear(); line !== undefined; line = await hear()) rest.push(line);
    return rest;
  };
  onTestFinished(async () => {
    await kill();
  });
  return { say: (line) => stdin.write(`${line}\n`), hear, kill };
}
