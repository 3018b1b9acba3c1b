import { ButtonStyle, ComponentType, MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10';
import type { OpenModal, PickedFile, Seat, Seen } from '../../src/sandbox/index.ts';
import type { PageMessage } from '../../src/sandbox/protocol.ts';
import { messageOf, type Together, textOf } from './together.ts';

/** What a person types for a new record. */
export const GOOD = {
  names: 'Lakeside Ledger Yard\n湖畔账本园',
  date: '2019-05-05',
  details: '500 million yuan: first phase (planned)\nLakeside Bank: founder',
  summary: 'A yard by the lake that its owner says will hold forty firms.',
  sources: 'Visit of 2019, https://example.org/yard',
};

/** The modal that a person sees. */
export function modalOf(seen: Seen): OpenModal {
  if (!seen.modal) throw new Error(`no modal, but ${textOf(seen)}`);
  return seen.modal;
}

/** What stands in a modal's field, as its value or the values of its defaults. */
export function valueIn(modal: OpenModal, field: string): string | undefined {
  for (const component of modal.components) {
    if (!('component' in component)) continue;
    const control = component.component as {
      custom_id: string;
      value?: string;
      options?: { value: string; default?: boolean }[];
    };
    if (control.custom_id !== field) continue;
    return control.options ? control.options.find((option) => option.default)?.value : (control.value ?? '');
  }
  return undefined;
}

/** A server of its own for one test. */
export interface Desk {
  readonly guildId: string;
  readonly guildName: string;
  readonly channelId: string;
  readonly adminId: string;
  readonly memberId: string;
  readonly admin: Seat;
  readonly member: Seat;
}

/** Makes a server with someone who manages it and someone who does not. */
export function openDesk({ sandbox }: Together, guildName = 'Lakeside Desk'): Desk {
  const { world } = sandbox;
  const guildId = world.addGuild({ name: guildName }).id;
  const channelId = world.addChannel(guildId, { name: 'general' }).id;
  const managers = world.addRole(guildId, {
    name: 'Managers',
    permissions: PermissionFlagsBits.ManageGuild,
  });
  const adminId = world.addPerson(guildId, { name: 'Ada', roles: [managers.id] }).user.id;
  const memberId = world.addPerson(guildId, { name: 'Bo' }).user.id;
  return {
    guildId,
    guildName,
    channelId,
    adminId,
    memberId,
    admin: sandbox.as(adminId).in(channelId),
    member: sandbox.as(memberId).in(channelId),
  };
}

/** Waits until a bot that was just started has built its search: until then it may be too slow to open a form. */
export async function warmUp({ sandbox }: Together): Promise<void> {
  await sandbox.as(sandbox.people.admin).in(sandbox.channels.general).command('about');
}

/** Adds a record as a person does; gives what they see then. */
export async function addRecord(seat: Seat, values: Partial<typeof GOOD> = {}, kind = 'park'): Promise<Seen> {
  const opened = await seat.command('record add', { kind, province: 'Zhejiang', status: 'announced' });
  return seat.submit(modalOf(opened), { ...GOOD, ...values });
}

/** The id that autocomplete suggests first. */
export async function idOf(seat: Seat, typed: string, command = 'record edit'): Promise<string> {
  const { choices } = await seat.autocomplete(command, { record: typed });
  const [first] = choices ?? [];
  if (!first) throw new Error(`nothing is suggested for ${typed}`);
  return String(first.value);
}

/** Removes a record as a person does: asked, and said so. */
export async function removeRecord(seat: Seat, id: string): Promise<Seen> {
  const asked = messageOf(await seat.command('record remove', { record: id }));
  return seat.click(asked, id.startsWith('own-') ? 'Remove it' : 'Hide it');
}

/** A file to attach. */
export const fileOf = (data: string | Buffer, filename = 'records.csv'): PickedFile[] => [
  { filename, contentType: 'application/octet-stream', data: Buffer.from(data) },
];

/** What the first file of a message holds. */
export async function fileIn(seen: Seen): Promise<Buffer> {
  const [attachment] = messageOf(seen).attachments;
  if (!attachment) throw new Error(`no file, but ${textOf(seen)}`);
  return Buffer.from(await (await fetch(attachment.url)).arrayBuffer());
}

/** Posts a message with one button as a bot of another version, or a forger, might have; gives it. */
export async function postButton(
  { sandbox }: Together,
  channelId: string,
  customId: string,
): Promise<PageMessage> {
  const response = await fetch(`${sandbox.apiUrl}/v10/channels/${channelId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${sandbox.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      flags: MessageFlags.IsComponentsV2,
      components: [
        {
          type: ComponentType.ActionRow,
          components: [
            { type: ComponentType.Button, style: ButtonStyle.Secondary, custom_id: customId, label: 'x' },
          ],
        },
      ],
    }),
  });
  return (await response.json()) as PageMessage;
}

/** The custom_id in a message that begins so. */
export function customIdIn(seen: Seen, start: string): string {
  const found = JSON.stringify(messageOf(seen).components).match(new RegExp(`"(${start}[^"]*)"`));
  if (!found?.[1]) throw new Error(`no ${start} in ${textOf(seen)}`);
  return found[1];
}
