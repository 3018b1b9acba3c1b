/** Two servers that must know nothing of each other, and the people in them. */
import { ChannelType, PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import type { Sandbox, Seat } from '../../../src/sandbox/index.ts';
import type { Victims } from './words.ts';

/** Someone at a place. */
export interface Actor {
  readonly seat: Seat;
  readonly channelId: string;
  readonly personId: string;
  /** The server; undefined in direct messages. */
  readonly server: Server | undefined;
  /** Whether they may change what is kept of the server. */
  readonly edits: boolean;
}

/** One of the two. */
export interface Server {
  readonly guildId: string;
  readonly name: string;
  /** A word that stands in all that is typed into this server's records, and nowhere else. */
  readonly secret: string;
  readonly channelIds: readonly string[];
  /** One that digests may mention, and the editors'. */
  readonly roles: { readonly readers: string; readonly editors: string };
  readonly victims: Victims;
  /** Everyone in each of the channels, someone who manages the server first. */
  readonly actors: readonly Actor[];
}

/** Someone who manages a server. */
export function adminOf({ actors: [admin] }: Server): Actor {
  if (!admin) throw new Error('Nobody is there.');
  return admin;
}

/** See above. */
export interface Stage {
  readonly servers: readonly [Server, Server];
  /** People of both in their direct messages with the bot. */
  readonly outside: readonly Actor[];
}

/** Builds both, with names as people may choose them. `run` makes them unlike those of other runs. */
export async function openStage(sandbox: Sandbox, run: string): Promise<Stage> {
  const { world } = sandbox;
  const traveller = world.addPerson(sandbox.guildId, { name: 'Traveller <@1>' }).user.id;
  const build = (name: string, letter: string): Server => {
    const guildId = world.addGuild({ name }).id;
    const role = (roleName: string, permissions = 0n, mentionable = false) =>
      world.addRole(guildId, { name: roleName, permissions, mentionable }).id;
    const managers = role('Managers', Flag.ManageGuild);
    const editors = role('Editors');
    const readers = role('Readers', 0n, true);
    const person = (personName: string, roles: string[], id?: string) =>
      world.addPerson(guildId, { name: personName, roles, ...(id === undefined ? {} : { id }) }).user.id;
    const people = {
      admin: person('Ada', [managers]),
      editor: person('Ed\u202e [x](https://masked.example) @here', [editors]),
      member: person('Bo', []),
      traveller: person('', [managers], traveller),
    };
    const victims = {
      userId: person('Vic', []),
      roleId: role('Victims', 0n, true),
      channelId: world.addChannel(guildId, { name: 'quiet' }).id,
    };
    const channelIds = [
      world.addChannel(guildId, { name: 'general_[x](https://masked.example)' }).id,
      world.addChannel(guildId, { name: 'news', type: ChannelType.GuildAnnouncement }).id,
    ];
    const actors: Actor[] = [];
    const server: Server = {
      guildId,
      name,
      secret: `Zq${letter}${run}q`,
      channelIds,
      roles: { readers, editors },
      victims,
      actors,
    };
    for (const channelId of channelIds)
      for (const [called, personId] of Object.entries(people)) {
        const seat = sandbox.as(personId).in(channelId);
        actors.push({ seat, channelId, personId, server, edits: called !== 'member' });
      }
    return server;
  };
  const servers = [
    build('Alpha', 'a'),
    build('Beta [x](https://masked.example) @everyone \u202e**b**', 'b'),
  ] as const;
  for (const server of servers)
    await adminOf(server).seat.command('settings', { editors: { id: server.roles.editors } });
  const outside = servers
    .flatMap(({ actors }) => actors.slice(0, 4))
    .map(({ personId }): Actor => {
      const user = world.users.get(personId);
      if (!user) throw new Error('there is no such person');
      const { id: channelId } = world.directMessages(user);
      return {
        seat: sandbox.as(personId).in(channelId),
        channelId,
        personId,
        server: undefined,
        edits: false,
      };
    });
  return { servers, outside };
}
