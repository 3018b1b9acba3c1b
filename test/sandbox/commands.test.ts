import { expect, it } from 'vitest';
import { ask, clientFor, sandboxFor } from './harness.ts';

const park = {
  name: 'park',
  name_localizations: { 'zh-CN': '园区' },
  description: 'Look a park up',
  options: [
    {
      type: 3,
      name: 'name',
      description: 'Its name',
      required: true,
      description_localizations: { 'zh-CN': '名称' },
    },
  ],
};

it('keeps what is registered, and gives translations only when asked', async () => {
  const sandbox = await sandboxFor();
  const client = await clientFor(sandbox);
  await client.application.commands.set([park]);
  const path = `/applications/${sandbox.applicationId}/commands`;
  const [short] = (await ask(sandbox, 'GET', path)).body;
  expect(JSON.stringify(short)).not.toContain('localizations');
  const whole = (await client.application.commands.fetch({ withLocalizations: true })).first();
  expect(whole?.nameLocalizations).toEqual({ 'zh-CN': '园区' });
  expect(
    whole?.equals({ ...park, nameLocalizations: park.name_localizations, integrationTypes: [0] }, true),
  ).toBe(true);
});

it('keeps the ids of commands that stay when all are replaced', async () => {
  const sandbox = await sandboxFor();
  const path = `/applications/${sandbox.applicationId}/commands`;
  const first = (await ask(sandbox, 'PUT', path, [park, { name: 'fund', description: 'x' }])).body;
  const second = (await ask(sandbox, 'PUT', path, [{ ...park, description: 'Other' }])).body;
  expect(second).toHaveLength(1);
  expect(second[0]).toMatchObject({
    id: (first[0] as { id: string }).id,
    description: 'Other',
    options: [{ name: 'name' }],
  });
});

it('adds, changes and removes one', async () => {
  const sandbox = await sandboxFor();
  const path = `/applications/${sandbox.applicationId}/commands`;
  const added = await ask(sandbox, 'POST', path, park);
  expect(added.status).toBe(201);
  expect((await ask(sandbox, 'POST', path, { ...park, description: 'Again' })).status).toBe(200);
  const one = `${path}/${added.body['id']}`;
  expect((await ask(sandbox, 'PATCH', one, { description: 'Third' })).body).toMatchObject({
    description: 'Third',
    name_localizations: park.name_localizations,
    options: [{ required: true }],
  });
  expect((await ask(sandbox, 'GET', one)).body['description']).toBe('Third');
  expect((await ask(sandbox, 'DELETE', one)).status).toBe(204);
  expect(await ask(sandbox, 'GET', one)).toMatchObject({ status: 404, body: { code: 10063 } });
});

it('keeps the commands of a server apart', async () => {
  const sandbox = await sandboxFor();
  const path = `/applications/${sandbox.applicationId}`;
  await ask(sandbox, 'PUT', `${path}/guilds/${sandbox.guildId}/commands`, [park]);
  expect((await ask(sandbox, 'GET', `${path}/commands`)).body).toEqual([]);
  expect((await ask(sandbox, 'GET', `${path}/guilds/${sandbox.guildId}/commands`)).body).toMatchObject([
    { name: 'park', guild_id: sandbox.guildId },
  ]);
  expect((await ask(sandbox, 'PUT', `${path}/guilds/1/commands`, [])).status).toBe(403);
});

it('answers a wrong one as Discord does, and leaves the others as they were', async () => {
  const sandbox = await sandboxFor();
  const path = `/applications/${sandbox.applicationId}/commands`;
  await ask(sandbox, 'PUT', path, [park]);
  const refused = await ask(sandbox, 'PUT', path, [
    { ...park, options: [{ ...park.options[0], name: 'Name' }] },
  ]);
  expect(refused).toEqual({
    status: 400,
    body: {
      code: 50035,
      message: 'Invalid Form Body',
      errors: {
        0: {
          options: {
            0: {
              name: {
                _errors: [{ code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' }],
              },
            },
          },
        },
      },
    },
  });
  expect((await ask(sandbox, 'GET', path)).body).toHaveLength(1);
  expect(await ask(sandbox, 'POST', '/applications/1/commands', park)).toMatchObject({
    body: { code: 10002 },
  });
});
