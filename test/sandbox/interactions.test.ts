import {
  ActionRowBuilder,
  type ApplicationCommandDataResolvable,
  ApplicationCommandOptionType,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  DiscordAPIError,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  PermissionFlagsBits,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { ask, clientFor, sandboxFor } from './harness.ts';

const COMMANDS: ApplicationCommandDataResolvable[] = [
  { name: 'ping', description: 'Answer' },
  {
    name: 'admin',
    description: 'For managers',
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  },
  {
    name: 'digest',
    description: 'Digests',
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'subscribe',
        description: 'Subscribe',
        options: [
          {
            type: ApplicationCommandOptionType.Channel,
            name: 'channel',
            description: 'Where',
            required: true,
            channel_types: [0, 5, 11],
          },
          {
            type: ApplicationCommandOptionType.Integer,
            name: 'day',
            description: 'Day',
            min_value: 1,
            max_value: 31,
          },
          {
            type: ApplicationCommandOptionType.String,
            name: 'cadence',
            description: 'How often',
            choices: [{ name: 'Daily', value: 'daily' }],
          },
          {
            type: ApplicationCommandOptionType.String,
            name: 'zone',
            description: 'Where',
            autocomplete: true,
          },
          { type: ApplicationCommandOptionType.User, name: 'user', description: 'Who' },
          { type: ApplicationCommandOptionType.Role, name: 'role', description: 'Which' },
          { type: ApplicationCommandOptionType.Boolean, name: 'publish', description: 'Or not' },
          { type: ApplicationCommandOptionType.Attachment, name: 'file', description: 'What' },
        ],
      },
    ],
  },
];

const buttons = (...ids: string[]) =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    ids.map((id) => new ButtonBuilder().setCustomId(id).setLabel(`Go ${id}`).setStyle(ButtonStyle.Primary)),
  );
const select = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
  new StringSelectMenuBuilder()
    .setCustomId('kind')
    .setPlaceholder('A kind')
    .addOptions({ label: 'Park', value: 'park' }, { label: 'Fund', value: 'fund' }),
);
const modal = new ModalBuilder()
  .setCustomId('add')
  .setTitle('Add')
  .addLabelComponents(
    new LabelBuilder()
      .setLabel('Name')
      .setTextInputComponent(
        new TextInputBuilder()
          .setCustomId('name')
          .setStyle(TextInputStyle.Short)
          .setValue('Hangzhou')
          .setMaxLength(20),
      ),
    new LabelBuilder()
      .setLabel('Status')
      .setStringSelectMenuComponent(
        new StringSelectMenuBuilder()
          .setCustomId('status')
          .setRequired(false)
          .addOptions(
            { label: 'Planned', value: 'planned' },
            { label: 'Signed', value: 'signed', default: true },
          ),
      ),
  );

let sandbox: Sandbox;

/** A bot whose handler answers the next interactions; the ones it got. */
async function bot(
  answer: (interaction: Interaction) => Promise<unknown>,
  options = {},
): Promise<Interaction[]> {
  const got: Interaction[] = [];
  sandbox = await sandboxFor(options);
  const client = await clientFor(sandbox, async (interaction) => {
    got.push(interaction);
    await answer(interaction);
  });
  await client.application.commands.set(COMMANDS);
  return got;
}

const member = (channel: { id: string } = sandbox.channels.general) =>
  sandbox.as(sandbox.people.member).in(channel);
const admin = () => sandbox.as(sandbox.people.admin).in(sandbox.channels.general);
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 0,
    (error: unknown) => (error instanceof DiscordAPIError ? error.code : error),
  );

describe('a command', () => {
  it('carries its options, and what they point at', async () => {
    const got = await bot(async (interaction) => interaction.isRepliable() && interaction.reply('done'));
    await admin().command(
      'digest subscribe',
      {
        channel: sandbox.channels.almanac,
        day: 9,
        cadence: 'daily',
        user: sandbox.people.member,
        role: '1100000000000000302',
        publish: true,
        file: [{ filename: 'records.json', contentType: 'application/json', data: Buffer.from('[]') }],
      },
      { locale: 'zh-CN' },
    );
    const interaction = got[0];
    if (!interaction?.isChatInputCommand()) throw new Error('No command came.');
    const { options } = interaction;
    expect(options.getSubcommand()).toBe('subscribe');
    expect(options.getChannel('channel', true)).toMatchObject({ name: 'almanac' });
    expect(options.getInteger('day')).toBe(9);
    expect(options.getString('cadence')).toBe('daily');
    expect(options.getUser('user')?.globalName).toBe('Chen');
    expect(options.getRole('role')?.name).toBe('Readers');
    expect(options.getBoolean('publish')).toBe(true);
    const file = options.getAttachment('file', true);
    expect(file).toMatchObject({ name: 'records.json', size: 2 });
    expect(await (await fetch(file.url)).text()).toBe('[]');
    expect(interaction.locale).toBe('zh-CN');
    expect(interaction.guildLocale).toBe('en-US');
    expect(interaction.inCachedGuild()).toBe(true);
    expect(interaction.channel?.id).toBe(sandbox.channels.general.id);
    expect(interaction.memberPermissions?.has('ManageGuild')).toBe(true);
    expect(interaction.appPermissions.has('ManageGuild')).toBe(false);
  });

  it('carries a file of 10 MiB and no larger one', async () => {
    const got = await bot(async (interaction) => interaction.isRepliable() && interaction.reply('done'));
    const data = Buffer.alloc(10 * 1024 * 1024, 'x');
    const attach = (content: Buffer) =>
      member().command('digest subscribe', {
        channel: sandbox.channels.almanac,
        file: [{ filename: 'records.csv', contentType: 'text/csv', data: content }],
      });
    await attach(data);
    const interaction = got[0];
    if (!interaction?.isChatInputCommand()) throw new Error('No command came.');
    const { url, size } = interaction.options.getAttachment('file', true);
    expect(size).toBe(data.length);
    expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(data)).toBe(true);
    await expect(attach(Buffer.concat([data, data.subarray(0, 1)]))).rejects.toThrow('larger than 10 MiB');
  });

  it.each<
    [
      what: string,
      name: string,
      values: Parameters<ReturnType<typeof member>['command']>[1],
      sentence: string,
    ]
  >([
    ['without a required option', 'digest subscribe', {}, 'channel is required'],
    ['for a channel of another server', 'digest subscribe', { channel: '1' }, 'no such channel'],
    [
      'with a number out of range',
      'digest subscribe',
      { channel: '1100000000000000401', day: 32 },
      'from 1 to 31',
    ],
    ['with half a day', 'digest subscribe', { channel: '1100000000000000401', day: 1.5 }, 'whole number'],
    [
      'with another choice',
      'digest subscribe',
      { channel: '1100000000000000401', cadence: 'hourly' },
      'none of its choices',
    ],
    [
      'with a text for a switch',
      'digest subscribe',
      { channel: '1100000000000000401', publish: 'yes' },
      'true or false',
    ],
    ['with an option it lacks', 'ping', { name: 'x' }, 'no option name'],
    ['that is not registered', 'pong', {}, 'no command /pong'],
    ['without its subcommand', 'digest', {}, 'exactly one'],
  ])('is not sent %s', async (_what, name, values, sentence) => {
    const got = await bot(async () => {});
    await expect(member().command(name, values)).rejects.toThrow(sentence);
    expect(got).toEqual([]);
  });

  it('is hidden from people who may not use it, unless it is forced', async () => {
    await bot(async (interaction) => interaction.isRepliable() && interaction.reply('done'));
    await expect(member().command('admin')).rejects.toThrow('may not use /admin');
    expect((await admin().command('admin')).message?.content).toBe('done');
    expect((await member().command('admin', {}, { force: true })).message?.content).toBe('done');
    sandbox.world.setOverwrite(sandbox.channels.general.id, {
      id: sandbox.people.member.id,
      deny: PermissionFlagsBits.UseApplicationCommands,
    });
    await expect(member().command('ping')).rejects.toThrow('may not use');
  });
});

describe('an answer', () => {
  it('in private is seen by its person alone, and by no history', async () => {
    await bot(
      async (interaction) =>
        interaction.isRepliable() && interaction.reply({ content: 'psst', flags: MessageFlags.Ephemeral }),
    );
    const seen = await member().command('ping');
    expect(seen).toMatchObject({
      private: true,
      message: { content: 'psst', onlyFor: sandbox.people.member.id },
    });
    expect(sandbox.messages(sandbox.channels.general)).toEqual([]);
    expect(sandbox.messages(sandbox.channels.general, sandbox.people.admin)).toEqual([]);
    expect(sandbox.messages(sandbox.channels.general, sandbox.people.member)).toHaveLength(1);
    const path = `/channels/${sandbox.channels.general.id}/messages`;
    expect((await ask(sandbox, 'GET', path)).body).toEqual([]);
    expect((await ask(sandbox, 'GET', `${path}/${seen.message?.id}`)).body['code']).toBe(10008);
  });

  it('in public is in the history, with who asked', async () => {
    await bot(async (interaction) => interaction.isRepliable() && interaction.reply('hello'));
    const { message } = await member().command('ping');
    expect(sandbox.messages(sandbox.channels.general)).toHaveLength(1);
    expect(message?.interaction_metadata?.user.id).toBe(sandbox.people.member.id);
    expect(message?.interaction).toMatchObject({ name: 'ping' });
  });

  it('may be deferred, and is seen when it is there', async () => {
    await bot(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply({
        content: 'late',
        files: [new AttachmentBuilder(Buffer.from('1'), { name: 'a.txt' })],
      });
      await interaction.followUp('and more');
    });
    const seen = await member().command('ping');
    expect(seen).toMatchObject({
      private: true,
      message: { content: 'late', flags: MessageFlags.Ephemeral },
    });
    expect(seen.message?.attachments).toMatchObject([{ filename: 'a.txt', size: 1 }]);
    const more = await sandbox.waitForMessage(
      sandbox.channels.general,
      ({ content }) => content === 'and more',
    );
    expect(more.onlyFor).toBeUndefined();
  });

  it('that is deferred is filled by a follow-up that comes first', async () => {
    await bot(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.followUp('filled');
    });
    expect(await member().command('ping')).toMatchObject({ private: true, message: { content: 'filled' } });
    expect(sandbox.messages(sandbox.channels.general, sandbox.people.member)).toHaveLength(1);
  });

  it('has nowhere to go once its channel is gone', async () => {
    const codes: unknown[] = [];
    await bot(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      sandbox.deleteChannel(sandbox.channels.almanac);
      codes.push(await codeOf(interaction.reply('x')));
    });
    void member(sandbox.channels.almanac).command('ping');
    await expect.poll(() => codes).toEqual([10003]);
  });

  it('gives its message back, and can be read, changed and taken away', async () => {
    let deleted = () => {};
    const gone = new Promise<void>((resolve) => {
      deleted = resolve;
    });
    const contents: string[] = [];
    await bot(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const response = await interaction.reply({ content: 'one', withResponse: true });
      contents.push(response.resource?.message?.content ?? '');
      contents.push((await interaction.editReply('two')).content);
      contents.push((await interaction.fetchReply()).content);
      const extra = await interaction.followUp({ content: 'three', flags: MessageFlags.Ephemeral });
      contents.push((await interaction.editReply({ message: extra, content: 'four' })).content);
      await interaction.deleteReply(extra);
      await interaction.deleteReply();
      deleted();
    });
    await member().command('ping');
    await gone;
    expect(contents).toEqual(['one', 'two', 'two', 'four']);
    expect(sandbox.messages(sandbox.channels.general, sandbox.people.member)).toEqual([]);
  });

  it('is a layout once its flag is set, and stays one', async () => {
    const codes: unknown[] = [];
    await bot(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply();
      await interaction.editReply({
        flags: MessageFlags.IsComponentsV2,
        components: [{ type: 10, content: 'layout' }],
      });
      codes.push(await codeOf(interaction.editReply({ content: 'text' })));
    });
    const { message } = await member().command('ping');
    expect(message?.components).toMatchObject([{ type: 10, id: 1, content: 'layout' }]);
    await expect.poll(() => codes).toEqual([50035]);
  });

  it('comes once, and in time', async () => {
    const codes: unknown[] = [];
    await bot(async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.reply('first');
      interaction.replied = false;
      codes.push(await codeOf(interaction.reply('second')));
    });
    await member().command('ping');
    await expect.poll(() => codes).toEqual([40060]);
  });

  it('that does not come in time is an error for both', async () => {
    let answer = async () => {};
    await bot(
      async (interaction) => {
        answer = async () => {
          if (interaction.isRepliable()) await interaction.reply('too late');
        };
      },
      { deadlines: { answer: 30 } },
    );
    expect(await member().command('ping')).toEqual({
      failed: 'The application did not respond',
      private: true,
    });
    expect(await codeOf(answer())).toBe(10062);
  });

  it('has a token that dies', async () => {
    const codes: unknown[] = [];
    await bot(
      async (interaction) => {
        if (!interaction.isChatInputCommand()) return;
        await interaction.reply('first');
        codes.push(await codeOf(interaction.followUp('second')));
      },
      { deadlines: { token: 0 } },
    );
    await member().command('ping');
    await expect.poll(() => codes).toEqual([50027]);
  });

  it('needs the right token and comes before anything else', async () => {
    let token = '';
    const got = await bot(async (interaction) => {
      token = interaction.token;
    });
    const seen = member().command('ping');
    await expect.poll(() => got).toHaveLength(1);
    const id = got[0]?.id;
    const reply = { type: 4, data: { content: 'x' } };
    expect((await ask(sandbox, 'POST', `/interactions/${id}/wrong/callback`, reply)).body['code']).toBe(
      10062,
    );
    const hook = `/webhooks/${sandbox.applicationId}/${token}`;
    expect((await ask(sandbox, 'POST', hook, { content: 'x' })).body['code']).toBe(10015);
    const callback = `/interactions/${id}/${token}/callback`;
    expect((await ask(sandbox, 'POST', callback, { type: 6 })).body['code']).toBe(50035);
    expect((await ask(sandbox, 'POST', callback, { type: 4, data: {} })).body['code']).toBe(50006);
    expect((await ask(sandbox, 'POST', callback, reply)).status).toBe(204);
    expect((await seen).message?.content).toBe('x');
  });
});

describe('autocomplete', () => {
  const zone = { channel: '1100000000000000401', zone: 'bei' };

  it('gives the choices for what is typed', async () => {
    await bot(async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      await interaction.respond([{ name: interaction.options.getFocused(), value: 'Asia/Shanghai' }]);
    });
    const seen = await member().autocomplete('digest subscribe', zone);
    expect(seen.choices).toEqual([{ name: 'bei', value: 'Asia/Shanghai' }]);
  });

  it('cannot be deferred, and fails in time', async () => {
    const codes: unknown[] = [];
    await bot(
      async (interaction) => {
        const { status, body } = await ask(
          sandbox,
          'POST',
          `/interactions/${interaction.id}/${interaction.token}/callback`,
          {
            type: 5,
          },
        );
        codes.push([status, body['code']]);
      },
      { deadlines: { answer: 100 } },
    );
    expect((await member().autocomplete('digest subscribe', zone)).failed).toBeDefined();
    expect(codes).toEqual([[400, 50035]]);
  });

  it('is for options that have it', async () => {
    await bot(async () => {});
    await expect(member().autocomplete('digest subscribe', { cadence: 'd' })).rejects.toThrow(
      'no autocomplete',
    );
  });
});

describe('components', () => {
  beforeEach(async () => {
    await bot(async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({
          content: 'page 1',
          components: [buttons('next', 'copy', 'defer', 'form'), select],
        });
      if (interaction.isStringSelectMenu()) await interaction.update(interaction.values.join());
      if (interaction.isModalSubmit())
        await (interaction.isFromMessage() ? interaction.update('sent') : interaction.reply('sent'));
      if (!interaction.isButton()) return;
      if (interaction.customId === 'next') await interaction.update({ content: 'page 2' });
      if (interaction.customId === 'copy')
        await interaction.reply({
          content: 'yours',
          components: [buttons('mine')],
          flags: MessageFlags.Ephemeral,
        });
      if (interaction.customId === 'form') await interaction.showModal(modal);
      if (interaction.customId !== 'defer') return;
      await interaction.deferUpdate();
      await interaction.editReply('page 3');
    });
  });

  const page = async () => {
    const { message } = await member().command('ping');
    if (!message) throw new Error('No page came.');
    return message;
  };

  it('change their message, at once or later, by custom_id or label', async () => {
    const message = await page();
    expect((await member().click(message, 'next')).message).toMatchObject({
      id: message.id,
      content: 'page 2',
    });
    expect((await member().click(message, 'Go defer')).message).toMatchObject({
      id: message.id,
      content: 'page 3',
    });
    expect((await member().select(message, 'A kind', ['fund'])).message?.content).toBe('fund');
  });

  it('answer others in private', async () => {
    const seen = await admin().click(await page(), 'copy');
    expect(seen).toMatchObject({
      private: true,
      message: { content: 'yours', onlyFor: sandbox.people.admin.id },
    });
  });

  it('open a modal, whose fields keep what stands in them', async () => {
    const message = await page();
    const opened = await member().click(message, 'form');
    if (!opened.modal) throw new Error('No modal came.');
    expect(opened.modal.title).toBe('Add');
    await expect(member().submit(opened.modal, { name: '' })).rejects.toThrow('required');
    await expect(member().submit(opened.modal, { name: 'x'.repeat(21) })).rejects.toThrow('0 to 20');
    await expect(member().submit(opened.modal, { Status: ['gone'] })).rejects.toThrow('does not offer');
    await expect(member().submit(opened.modal, { other: 'x' })).rejects.toThrow('no field other');
    await expect(admin().submit(opened.modal)).rejects.toThrow('somebody else');
    expect((await member().submit(opened.modal)).message).toMatchObject({ id: message.id, content: 'sent' });
  });

  it('must stand in a message that the person sees', async () => {
    const message = await page();
    await expect(member().click(message, 'other')).rejects.toThrow('no component other');
    await expect(member().select(message, 'kind', ['figure'])).rejects.toThrow('does not offer');
    await expect(member().select(message, 'kind', ['park', 'fund'])).rejects.toThrow('1 to 1');
    await expect(member(sandbox.channels.almanac).click(message, 'next')).rejects.toThrow('does not see');
    const secret = (await member().click(message, 'copy')).message;
    if (!secret) throw new Error('Nothing came.');
    await expect(admin().click(secret, 'mine')).rejects.toThrow('does not see');
  });
});

describe('a modal', () => {
  it('gives its fields to the bot and is no answer to a modal', async () => {
    const codes: unknown[] = [];
    const fields: unknown[] = [];
    await bot(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.showModal(modal);
      if (!interaction.isModalSubmit()) return;
      fields.push(
        interaction.fields.getTextInputValue('name'),
        interaction.fields.getStringSelectValues('status'),
      );
      const path = `/interactions/${interaction.id}/${interaction.token}/callback`;
      codes.push((await ask(sandbox, 'POST', path, { type: 9, data: modal.toJSON() })).body['code']);
      await interaction.reply('sent');
    });
    const { modal: opened } = await member().command('ping');
    if (!opened) throw new Error('No modal came.');
    expect((await member().submit(opened, { Name: 'Xiong’an' })).message?.content).toBe('sent');
    expect(fields).toEqual(['Xiong’an', ['signed']]);
    expect(codes).toEqual([50035]);
  });
});

describe('in a direct message', () => {
  it('a command works, and nobody else sees the answer', async () => {
    await bot(
      async (interaction) =>
        interaction.isRepliable() && interaction.reply(`in ${String(interaction.guildId)}`),
    );
    const { body } = await ask(sandbox, 'POST', '/users/@me/channels', {
      recipient_id: sandbox.people.member.id,
    });
    const place = String(body['id']);
    expect((await sandbox.as(sandbox.people.member).in(place).command('ping')).message?.content).toBe(
      'in null',
    );
    await expect(sandbox.as(sandbox.people.admin).in(place).command('ping')).rejects.toThrow('does not see');
  });
});
