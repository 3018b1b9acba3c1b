/** What people do that ends in a file, each in three steps: up to the last, the last, and how to do it again. */
import type { OpenModal, Seat, Seen } from '../../../src/sandbox/index.ts';
import { addRecord, fileOf, GOOD, idOf, modalOf, removeRecord, valueIn } from '../desk.ts';
import { messageOf, textOf } from '../together.ts';

type Values = NonNullable<Parameters<Seat['command']>[1]>;

/** The server that they do it in. */
export interface Office {
  readonly guildId: string;
  /** Someone who manages it, in one of its channels. */
  readonly admin: Seat;
}

/** What is ready to be sent. */
interface Ready {
  /** Sends it. */
  send(): Promise<Seen>;
  /** Sends it again, by what the refusal offers or, where nothing was typed, as before. */
  again(refused: Seen): Promise<Seen>;
}

/** See above. */
export interface Deed {
  /** The file that it changes. */
  readonly file: 'records' | 'digests';
  /** What the answer says when it is done. */
  readonly done: string;
  /** Puts there what it takes, where that is more than {@link furnish} does. */
  prepare?(office: Office): Promise<unknown>;
  /** Changes nothing yet. */
  begin(office: Office): Promise<Ready>;
}

/** The record that is there before, and the names of one that a deed adds and of one that it imports. */
export const NAMES = { before: 'Harbour Works', added: 'Meadow Mill', imported: 'Quarry Shed' } as const;

const PARK = 'hangzhou-blockchain-industrial-park';
const OPEN_AGAIN = 'Open the form again';
const SUMMARY = 'As it is told anew.';

/** A form is kept with what was typed: the button brings it back, and it is sent as it comes. */
function form({ admin }: Office, modal: OpenModal, values: Values): Ready {
  return {
    send: () => admin.submit(modal, values),
    async again(refused) {
      const opened = modalOf(await admin.click(messageOf(refused), OPEN_AGAIN));
      for (const [field, typed] of Object.entries(values))
        if (valueIn(opened, field) !== typed)
          throw new Error(`${field} came back as ${valueIn(opened, field)}`);
      return admin.submit(opened);
    },
  };
}

/** Where nothing was typed that could be lost, people do the same again. */
function same(send: () => Promise<Seen>): Ready {
  return { send, again: send };
}

const edits =
  (record: string): Deed['begin'] =>
  async (office) => {
    const opened = await office.admin.command('record edit', { record, group: 'sources' });
    return form(office, modalOf(opened), { summary: SUMMARY });
  };

const presses =
  (button: string, ask: (office: Office) => Promise<Seen>): Deed['begin'] =>
  async (office) => {
    const message = messageOf(await ask(office));
    return same(() => office.admin.click(message, button));
  };

const calls =
  (command: string, values: Values): Deed['begin'] =>
  async ({ admin }) =>
    same(() => admin.command(command, values));

const subscribe = ({ admin }: Office) => admin.command('digest subscribe', { time: '09:00' });

/** What is suggested first for an option. */
async function first({ admin }: Office, command: string, option: string): Promise<string> {
  const { choices } = await admin.autocomplete(command, { [option]: '' });
  return String(choices?.[0]?.value);
}

const withSubscription =
  (command: string, values: Values = {}): Deed['begin'] =>
  async (office) =>
    calls(command, { subscription: await first(office, 'digest log', 'subscription'), ...values })(office);

/** By name. In each server {@link NAMES}.before is there. */
export const DEEDS: Readonly<Record<string, Deed>> = {
  add: {
    file: 'records',
    done: `## ${NAMES.added}`,
    begin: async (office) => {
      const opened = await office.admin.command('record add', { kind: 'park', province: 'Zhejiang' });
      return form(office, modalOf(opened), { ...GOOD, names: NAMES.added });
    },
  },
  edit: { file: 'records', done: SUMMARY, begin: edits(NAMES.before) },
  correct: { file: 'records', done: SUMMARY, begin: edits(PARK) },
  remove: {
    file: 'records',
    done: 'was removed',
    begin: presses('Remove it', ({ admin }) => admin.command('record remove', { record: NAMES.before })),
  },
  hide: {
    file: 'records',
    done: 'is hidden in this server',
    begin: presses('Hide it', ({ admin }) => admin.command('record remove', { record: PARK })),
  },
  restore: {
    file: 'records',
    done: `## ${NAMES.before}`,
    async prepare({ admin }) {
      const removed = await removeRecord(admin, await idOf(admin, NAMES.before));
      if (!textOf(removed).includes('was removed')) throw new Error(textOf(removed));
    },
    begin: async (office) =>
      calls('record restore', { record: await first(office, 'record restore', 'record') })(office),
  },
  undo: {
    file: 'records',
    done: 'undid #',
    begin: presses('Undo', async ({ admin }) => admin.command('record history')),
  },
  import: {
    file: 'records',
    done: 'was imported',
    async begin({ admin }) {
      const rows = `kind,name,summary,sources\npark,${NAMES.imported},One.,A list | Daily`;
      const shown = messageOf(await admin.command('record import', { file: fileOf(rows) }));
      const press = (message: Seen) => admin.click(messageOf(message), 'Import one record');
      return { send: () => press({ message: shown, private: true }), again: press };
    },
  },
  settings: {
    file: 'records',
    done: 'Europe/Berlin',
    begin: calls('settings', { timezone: 'Europe/Berlin' }),
  },
  subscribe: { file: 'digests', done: 'Subscribed', begin: calls('digest subscribe', { time: '21:00' }) },
  change: {
    file: 'digests',
    done: 'Changed',
    prepare: subscribe,
    begin: withSubscription('digest edit', { time: '22:00' }),
  },
  pause: { file: 'digests', done: 'Paused', prepare: subscribe, begin: withSubscription('digest pause') },
  unsubscribe: {
    file: 'digests',
    done: 'Unsubscribed',
    prepare: subscribe,
    begin: withSubscription('digest unsubscribe'),
  },
};

/** Puts into a server what deeds start from. */
export async function furnish({ admin }: Office): Promise<void> {
  const card = await addRecord(admin, { names: NAMES.before });
  if (!textOf(card).includes(`## ${NAMES.before}`)) throw new Error(textOf(card));
}
