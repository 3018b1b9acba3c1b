/** Plays people who do this and that in two servers, and looks at every answer. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../../../src/sandbox/errors.ts';
import type { Seen } from '../../../src/sandbox/index.ts';
import type { PageMessage } from '../../../src/sandbox/protocol.ts';
import { Random } from '../../digest/random.ts';
import { textOf } from '../together.ts';
import { Acts, type Deed } from './acts.ts';
import { judge } from './judge.ts';
import { Memory } from './memory.ts';
import { pick } from './options.ts';
import type { Siege } from './siege.ts';
import { type Actor, adminOf, type Server, type Stage } from './stage.ts';

/** What someone does; all else about it follows from the seed. */
export interface Act {
  readonly deed: Deed;
  readonly seed: number;
}

/** How large a file may be that is imported again, in characters. */
const LARGE = 100_000;

/** How long work on a file may go on, in milliseconds. */
const PATIENCE = 30_000;

/** Plays one run. */
export class Player {
  readonly #siege: Siege;
  readonly #stage: Stage;
  readonly #memory = new Memory();
  readonly #acts: Acts;
  /** How many interactions were sent to the bot, and how many a person's own client did not send. */
  sent = 0;
  stopped = 0;

  constructor(siege: Siege, stage: Stage) {
    this.#siege = siege;
    this.#stage = stage;
    this.#acts = new Acts(siege, stage, this.#memory);
  }

  /** Does it; gives what was wrong with what came of it, a line for each. */
  async play({ deed, seed }: Act): Promise<string[]> {
    const random = new Random(seed);
    const outside = random.chance(0.08);
    const actor = pick(random, outside ? this.#stage.outside : pick(random, this.#stage.servers).actors);
    // Outside of both servers nobody types what only one of them knows.
    const server = actor.server ?? { ...pick(random, this.#stage.servers), secret: 'outside' };
    const { ids, files } = this.#memory;
    const before = await this.#kept();
    const editors = new Set<Server | undefined>();
    const wrong: string[] = [];
    try {
      for (const { by, seen } of await this.#acts.do(deed, { random, actor, server, ids, files })) {
        if (by.edits) editors.add(by.server);
        wrong.push(...(await this.#look(by, seen)));
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.stopped += 1;
    }
    for (const [changed, hash] of await this.#kept())
      if (!editors.has(changed) && before.get(changed) !== hash)
        wrong.push(`changed ${changed.name}, where nobody who may do so did anything`);
    wrong.push(...this.#troubles());
    return wrong.map((line) => `${this.#acts.story}: ${line}`);
  }

  /** Forgets both servers; gives what was wrong then. */
  async end(): Promise<string[]> {
    const wrong: string[] = [];
    for (const server of this.#stage.servers) {
      const { seat } = adminOf(server);
      const { modal } = await seat.command('record forget');
      const seen = modal && (await seat.submit(modal, { name: server.name }));
      if (!textOf(seen).includes('All that was kept of this server was removed'))
        wrong.push(`not forgotten: ${textOf(seen)}`);
    }
    return [...wrong, ...this.#troubles()];
  }

  /** Judges what someone sees once it is finished, and remembers what can be done with it. */
  async #look(actor: Actor, first: Seen): Promise<string[]> {
    this.sent += 1;
    const seen = await this.#finished(actor, first);
    const { message } = seen;
    const { servers } = this.#stage;
    const isDigest = message !== undefined && !message.interaction_metadata;
    const wrong = judge(seen, {
      secrets: servers.filter((server) => server !== actor.server).map(({ secret }) => secret),
      victims: new Set(servers.flatMap(({ victims }) => Object.values(victims) as string[])),
      ...(isDigest && actor.server ? { notified: new Set([actor.server.roles.readers]) } : {}),
    });
    if (/on our side|could not be saved|cannot be read/.test(textOf(seen)))
      wrong.push(`failed: ${textOf(seen)}`);
    const files: string[] = [];
    for (const { url } of message?.attachments ?? []) {
      const file = await (await fetch(url)).text();
      for (const { secret } of servers.filter((server) => server !== actor.server))
        if (file.includes(secret)) wrong.push(`a file tells ${secret}`);
      if (file.length < LARGE) files.push(this.#disguised(file));
    }
    this.#memory.note(actor, seen, files);
    return wrong;
  }

  /** A file as it would be typed anew by someone who knows nothing of either server's secrets. */
  #disguised(file: string): string {
    return this.#stage.servers.reduce((text, { secret }) => text.replaceAll(secret, 'copied'), file);
  }

  /** What is seen in the end, where it is told before how far the work has come. */
  async #finished(actor: Actor, seen: Seen): Promise<Seen> {
    const { message } = seen;
    if (!message || !textOf(seen).startsWith('⏳')) return seen;
    const isDone = (now: PageMessage) => now.id === message.id && !textOf({ message: now }).startsWith('⏳');
    return { ...seen, message: await this.#siege.sandbox.waitForMessage(actor.channelId, isDone, PATIENCE) };
  }

  /** What the bot logged as an error, and what Discord refused, since this was last asked. */
  #troubles(): string[] {
    const { sandbox } = this.#siege;
    const logged = this.#siege.takeErrors().map(({ msg, err }) => `logged: ${msg} ${err?.stack ?? ''}`);
    const refused = [...sandbox.statuses].filter(([status]) => status >= 400 || status === 0);
    const count = refused.reduce((sum, [, times]) => sum + times, 0);
    const known = REFUSED.get(sandbox) ?? 0;
    REFUSED.set(sandbox, count);
    if (count === known) return logged;
    const latest = sandbox.requests
      .filter(({ status }) => status >= 400 || status === 0)
      .slice(known - count);
    return [...logged, ...latest.map((request) => `refused: ${JSON.stringify(request).slice(0, 2000)}`)];
  }

  /** What is kept of the servers, as far as it takes to tell whether that changed. */
  async #kept(): Promise<Map<Server, string>> {
    const hashes = this.#stage.servers.map(async (server): Promise<[Server, string]> => {
      const file = join(this.#siege.dataDir, 'guilds', `${server.guildId}.json`);
      const bytes = await readFile(file).catch(() => Buffer.alloc(0));
      return [server, createHash('sha256').update(bytes).digest('hex')];
    });
    return new Map(await Promise.all(hashes));
  }
}

/** How many requests a sandbox has refused when last asked: it is shared by runs. */
const REFUSED = new WeakMap<object, number>();
