import { ApplicationCommandType, MessageFlags } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { clientFor, sandboxFor } from './harness.ts';

describe('a command of a message’s menu', () => {
  const menu = async () => {
    const sandbox = await sandboxFor();
    const heard: unknown[] = [];
    const client = await clientFor(sandbox, async (interaction) => {
      if (!interaction.isMessageContextMenuCommand()) return;
      heard.push([interaction.targetId, interaction.targetMessage.content]);
      await interaction.reply({ content: 'found', flags: MessageFlags.Ephemeral });
    });
    await client.application.commands.set([
      { type: ApplicationCommandType.Message, name: 'Find it', integrationTypes: [0, 1], contexts: [0, 1] },
    ]);
    return { sandbox, heard };
  };

  it('comes with the words of the message, though the bot may not read them otherwise', async () => {
    const { sandbox, heard } = await menu();
    const { people, channels } = sandbox;
    for (const place of [channels.general, channels.direct, channels.elsewhere]) {
      const said = sandbox.say(people.admin, place, `hello ${place.name}`);
      const seen = await sandbox.as(people.admin).in(place).menu(said, 'Find it');
      expect(seen).toMatchObject({
        private: true,
        message: { content: 'found', type: 23, interaction_metadata: { target_message_id: said.id } },
      });
      expect(heard.at(-1)).toEqual([said.id, `hello ${place.name}`]);
    }
  });

  it('is refused for a message that others do not see, or that is not there', async () => {
    const { sandbox } = await menu();
    const { people, channels } = sandbox;
    const seat = sandbox.as(people.admin).in(channels.general);
    const said = sandbox.say(people.admin, channels.general, 'hello');
    const { message } = await seat.menu(said, 'Find it');
    await expect(seat.menu(message ?? said, 'Find it')).rejects.toThrow('no such message');
    await expect(seat.menu('1', 'Find it')).rejects.toThrow('no such message');
    const elsewhere = sandbox.say(people.admin, channels.elsewhere, 'hello');
    await expect(seat.menu(elsewhere, 'Find it')).rejects.toThrow('no such message');
  });

  it('says for whom the application is installed', async () => {
    const { sandbox } = await menu();
    const { people, channels } = sandbox;
    const ownersIn = async (person: { id: string }, place: { id: string }) => {
      const said = sandbox.say(person, place, 'hello');
      const { message } = await sandbox.as(person).in(place).menu(said, 'Find it');
      return message?.interaction_metadata?.authorizing_integration_owners;
    };
    const { admin, member } = people;
    expect(await ownersIn(admin, channels.general)).toEqual({ 0: sandbox.guildId, 1: admin.id });
    expect(await ownersIn(member, channels.general)).toEqual({ 0: sandbox.guildId });
    expect(await ownersIn(admin, channels.direct)).toEqual({ 0: '0', 1: admin.id });
    expect(await ownersIn(admin, channels.elsewhere)).toEqual({ 1: admin.id });
    await expect(ownersIn(member, channels.elsewhere)).rejects.toThrow('may not use');
  });
});
