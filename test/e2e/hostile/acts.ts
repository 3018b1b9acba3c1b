/** What people do: from a deed's name and chance to what is seen then. */
import { Refusal } from '../../../src/sandbox/errors.ts';
import type { Seen } from '../../../src/sandbox/index.ts';
import { GOOD } from '../desk.ts';
import { forge, useForged } from './forge.ts';
import type { Memory } from './memory.ts';
import {
  attachment,
  COMMON,
  commandsOf,
  fillForm,
  fillOptions,
  type Knowledge,
  named,
  pick,
  someText,
} from './options.ts';
import type { Siege } from './siege.ts';
import { type Actor, adminOf, type Stage } from './stage.ts';
import { hostile } from './words.ts';

/** What is done, and how often beside the others. */
export const WEIGHTS = {
  command: 14,
  autocomplete: 8,
  look: 14,
  press: 24,
  submit: 14,
  add: 10,
  edit: 6,
  remove: 4,
  import: 6,
  history: 4,
  export: 2,
  subscribe: 3,
  forge: 8,
  twice: 3,
  pass: 1,
  forget: 1,
} as const;

/** One of {@link WEIGHTS}. */
export type Deed = keyof typeof WEIGHTS;

/** What shows what a server has, and anything that it should not have. */
const LOOKS: readonly (readonly [command: string, values: Readonly<Record<string, string>>])[] = [
  ['search', { query: COMMON }],
  ['search', { query: 'Zq' }],
  ['park', { name: COMMON }],
  ['onthisdate', { date: '04-09' }],
  ['timeline', { from: '2018-04', to: '2019', province: 'Zhejiang' }],
  ['record edit', { record: '' }],
  ['record edit', { record: COMMON }],
  ['record restore', { record: '' }],
  ['record history', {}],
  ['record export', {}],
];

/** What came of something, and who sees it. */
export interface Result {
  readonly by: Actor;
  readonly seen: Seen;
}

/** Does what people do, and tells of it in {@link Acts.story}. */
export class Acts {
  readonly #siege: Siege;
  readonly #stage: Stage;
  readonly #memory: Memory;
  /** What was done last, for whoever looks into what came of it. */
  story = '';

  constructor(siege: Siege, stage: Stage, memory: Memory) {
    this.#siege = siege;
    this.#stage = stage;
    this.#memory = memory;
  }

  /** Does it. Rejects with a {@link Refusal} for what a person's own client does not send. */
  async do(deed: Deed, knowledge: Knowledge): Promise<Result[]> {
    this.story = `${deed} by ${knowledge.actor.personId} in ${knowledge.server.name}`;
    const { random, actor, server } = knowledge;
    const { seat } = actor;
    const one = async (seen: Promise<Seen>) => [{ by: actor, seen: await seen }];
    const call = (name: string, values: Parameters<typeof seat.command>[1] = {}) => {
      this.story += ` /${name} ${JSON.stringify(values).slice(0, 300)}`;
      const locale = random.chance(0.2) ? 'zh-CN' : 'en-US';
      return one(seat.command(name, values, { locale, force: random.chance(0.3) }));
    };
    switch (deed) {
      case 'command': {
        const [name, options] = pick(random, commandsOf(this.#siege.sandbox));
        return call(name, fillOptions(knowledge, options));
      }
      case 'autocomplete':
        return one(this.#type(knowledge));
      case 'look': {
        const [name, values] = pick(random, LOOKS);
        this.story += ` looks at ${name}`;
        if ('record' in values) return one(seat.autocomplete(name, values));
        return call(name, values);
      }
      case 'press':
        return this.#press(knowledge, 1);
      case 'twice':
        return this.#press(knowledge, 2);
      case 'submit':
        return this.#submit(knowledge);
      case 'add':
        return this.#fillIn(
          knowledge,
          await call('record add', { kind: pick(random, ['park', 'event', 'figure']) }),
        );
      case 'edit': {
        const group = pick(random, ['names', 'when', 'details', 'sources']);
        return this.#fillIn(knowledge, await call('record edit', { record: this.#record(knowledge), group }));
      }
      case 'remove':
        return call(random.chance(0.7) ? 'record remove' : 'record restore', {
          record: this.#record(knowledge),
        });
      case 'import':
        return call('record import', { file: attachment(knowledge) });
      case 'history':
        return call('record history', random.chance(0.5) ? {} : { record: this.#record(knowledge) });
      case 'export':
        return call('record export', { what: 'own', format: pick(random, ['csv', 'json']) });
      case 'subscribe':
        return call('digest subscribe', {
          time: pick(random, ['09:00', '12:30', '21:00']),
          channel: { id: pick(random, server.channelIds) },
          ...(random.chance(0.5) ? { role: { id: server.roles.readers } } : {}),
        });
      case 'forge':
        return one(this.#forge(knowledge));
      case 'pass':
        await this.#siege.pass(random.between(1, 600));
        return this.#posted();
      case 'forget':
        return this.#fillIn(knowledge, await call('record forget'));
    }
  }

  #record({ random, ids, server }: Knowledge): string {
    const known = [
      ...ids.filter((id) => id.startsWith('own-')),
      'hangzhou-blockchain-industrial-park',
      'hyperchain',
    ];
    return random.chance(0.9) ? pick(random, known) : server.secret;
  }

  /** Fills in the form that was opened, now or later. */
  async #fillIn(knowledge: Knowledge, opened: Result[]): Promise<Result[]> {
    const [first] = opened;
    const modal = first?.seen.modal;
    if (!modal || knowledge.random.chance(0.1)) return opened;
    const { by } = first;
    const plain = knowledge.random.chance(0.4) && modal.custom_id.startsWith('v1:add:');
    const values = plain
      ? { ...GOOD, names: named(knowledge.random, knowledge.server), details: '' }
      : undefined;
    const figure = plain && JSON.stringify(modal).includes('filings') ? { details: '1238 filings' } : {};
    const typed = values ? { ...values, ...figure } : fillForm(knowledge, modal);
    this.story += ` with ${JSON.stringify(typed).slice(0, 500)}`;
    return [...opened, { by, seen: await by.seat.submit(modal, typed) }];
  }

  async #type(knowledge: Knowledge): Promise<Seen> {
    const { random, actor } = knowledge;
    const typable = commandsOf(this.#siege.sandbox).flatMap(([name, options]) =>
      options.flatMap((option) =>
        'autocomplete' in option && option.autocomplete ? [{ name, options, option }] : [],
      ),
    );
    const { name, options, option } = pick(random, typable);
    const others = fillOptions(
      knowledge,
      options.filter((other) => other !== option && other.name === 'record' && random.chance(0.8)),
    );
    const typed = random.chance(0.3)
      ? ''
      : random.chance(0.5)
        ? hostile(random, knowledge.server.victims)
        : someText(knowledge);
    this.story += ` /${name} ${option.name}: ${typed.slice(0, 200)}`;
    return actor.seat.autocomplete(name, { ...others, [option.name]: typed }, { force: random.chance(0.3) });
  }

  /** Uses a button or a select of an earlier message, now and then one that was not meant for them, or twice at once. */
  async #press({ random, actor }: Knowledge, times: 1 | 2): Promise<Result[]> {
    if (this.#memory.messages.length === 0) throw new Refusal('There is nothing to press.');
    const { actor: owner, message } = pick(
      random,
      random.chance(0.5) ? this.#memory.messages.slice(-4) : this.#memory.messages,
    );
    const someone = owner.server?.actors.find(
      ({ personId, channelId }) => personId === actor.personId && channelId === owner.channelId,
    );
    const by = random.chance(0.85) ? owner : (someone ?? owner);
    const controls = controlsIn(message);
    if (controls.length === 0) throw new Refusal('The message has nothing to press.');
    const control = pick(random, controls);
    this.story += ` presses ${control.custom_id} as ${by.personId}`;
    const act = () =>
      control.options
        ? by.seat.select(message, control.custom_id, [pick(random, control.options).value])
        : by.seat.click(message, control.custom_id);
    const seen = await Promise.all(Array.from({ length: times }, act));
    return seen.map((each) => ({ by, seen: each }));
  }

  async #submit(knowledge: Knowledge): Promise<Result[]> {
    if (this.#memory.forms.length === 0) throw new Refusal('There is no form.');
    const { actor: owner, modal } = pick(knowledge.random, this.#memory.forms);
    const by = knowledge.random.chance(0.9) ? owner : knowledge.actor;
    const own = { ...knowledge, server: owner.server ?? knowledge.server };
    const values = fillForm(own, modal);
    this.story += ` submits ${modal.custom_id} ${JSON.stringify(values).slice(0, 500)}`;
    return [{ by, seen: await by.seat.submit(modal, values) }];
  }

  #forge({ random, actor, server, ids }: Knowledge): Promise<Seen> {
    // What was typed in one server is not typed in another because its button is.
    const other = this.#stage.servers.find((each) => each !== actor.server)?.secret ?? '';
    const customIds = this.#memory.customIds.map((id) => id.replaceAll(other, 'x'));
    const words = [
      hostile(random, server.victims),
      '__proto__',
      'constructor',
      '-1',
      '1e9',
      'NaN',
      '9'.repeat(30),
      '',
    ];
    const forged = forge(random, customIds, [...words, ...ids]);
    this.story += ` forges ${JSON.stringify(forged)}`;
    return useForged(this.#siege.sandbox, actor, forged, (message) => this.#memory.pass(message));
  }

  /** Digests that were posted meanwhile. */
  #posted(): Result[] {
    return this.#stage.servers.flatMap((server) =>
      server.channelIds
        .flatMap((id) => this.#siege.sandbox.messages(id))
        .filter((message) => !this.#memory.knows(message) && !message.interaction_metadata)
        .map((message) => ({ by: adminOf(server), seen: { message, private: false } })),
    );
  }
}

interface PressedControl {
  readonly custom_id: string;
  readonly options?: readonly { readonly value: string }[];
}

function controlsIn(part: unknown): PressedControl[] {
  if (Array.isArray(part)) return part.flatMap(controlsIn);
  if (part === null || typeof part !== 'object') return [];
  if ('custom_id' in part && !('disabled' in part && part.disabled)) return [part as PressedControl];
  return Object.values(part).flatMap(controlsIn);
}
