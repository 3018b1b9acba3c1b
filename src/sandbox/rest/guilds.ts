import * as z from 'zod';
import { refuse } from '../errors.ts';
import { accept, snowflake } from '../limits/form.ts';
import { BOT, channelPayload, guildPayload, isThread, memberPayload } from '../world/payloads.ts';
import { guildPermissions } from '../world/permissions.ts';
import type { World } from '../world/world.ts';
import { channelOf, guildOf } from './places.ts';
import { type Handler, NO_CONTENT, ok, type Route } from './router.ts';

/** Servers, their channels, roles and members, and direct messages: https://discord.com/developers/docs/resources/guild */
export function guildRoutes(world: World): Route[] {
  const guild = (id: string) => guildOf(world, id);

  /** https://discord.com/developers/docs/resources/channel#get-channel */
  const channel: Handler = (_call, id = '') => ok(channelPayload(channelOf(world, id)));

  const channels: Handler = (_call, id = '') => {
    const { id: guildId } = guild(id);
    return ok(
      world
        .channelsOf(guildId)
        .filter((found) => !isThread(found))
        .map(channelPayload),
    );
  };

  const threads: Handler = (_call, id = '') => {
    const { id: guildId } = guild(id);
    const active = world.channelsOf(guildId).filter((found) => isThread(found) && !found.archived);
    return ok({ threads: active.map(channelPayload), members: [] });
  };

  const member: Handler = (_call, id = '', userId = '') => {
    const found = guild(id).members.get(userId === '@me' ? BOT.id : userId);
    if (!found) throw refuse('unknownMember');
    return ok(memberPayload(found));
  };

  const mine: Handler = () =>
    ok(
      [...world.guilds.values()].flatMap((found) => {
        const bot = found.members.get(BOT.id);
        if (!bot) return [];
        const { id, name, icon, features } = guildPayload(found);
        return [
          { id, name, icon, features, owner: false, permissions: String(guildPermissions(found, bot)) },
        ];
      }),
    );

  const leave: Handler = (_call, id = '') => {
    world.removeBot(guild(id).id);
    return NO_CONTENT;
  };

  /** https://discord.com/developers/docs/resources/user#create-dm */
  const direct: Handler = (call) => {
    const { recipient_id } = accept<{ recipient_id: string }>(
      z.object({ recipient_id: snowflake }),
      call.body,
    );
    const user = world.users.get(recipient_id);
    if (!user) throw refuse('unknownUser');
    if (user.bot) throw refuse('cannotSendToUser');
    return ok(channelPayload(world.directMessages(user)));
  };

  const user: Handler = (_call, id = '') => {
    const found = world.users.get(id);
    if (!found) throw refuse('unknownUser');
    return ok(found);
  };

  return [
    { method: 'GET', pattern: '/channels/:', handler: channel },
    { method: 'GET', pattern: '/guilds/:', handler: (_call, id = '') => ok(guildPayload(guild(id))) },
    { method: 'GET', pattern: '/guilds/:/channels', handler: channels },
    { method: 'GET', pattern: '/guilds/:/threads/active', handler: threads },
    {
      method: 'GET',
      pattern: '/guilds/:/roles',
      handler: (_call, id = '') => ok([...guild(id).roles.values()]),
    },
    { method: 'GET', pattern: '/guilds/:/members/:', handler: member },
    { method: 'GET', pattern: '/users/@me/guilds', handler: mine },
    { method: 'DELETE', pattern: '/users/@me/guilds/:', handler: leave },
    { method: 'POST', pattern: '/users/@me/channels', handler: direct },
    { method: 'GET', pattern: '/users/:', handler: user },
  ];
}
