/** Adds records to the guild of its second argument from eight lanes; says each id once it is acknowledged. */
import { openDataDirectory } from '../../../src/data/store/directory.ts';
import { GuildRecords } from '../../../src/data/store/guilds.ts';
import { APPLICATION, AUTHOR, CATALOGUE, LIMITS, ownRecord } from './records.ts';

const [, , dir = '', guildId = '', round = ''] = process.argv;
const directory = await openDataDirectory(dir, APPLICATION);
const guilds = new GuildRecords(directory, CATALOGUE, LIMITS);
const lanes = Array.from({ length: 8 }, async (_, lane) => {
  for (let i = 0; ; i += 1) {
    const { id } = ownRecord(`${round}-${lane}-${i}`);
    await guilds.add(guildId, ownRecord(`${round}-${lane}-${i}`), AUTHOR);
    process.stdout.write(`${id}\n`);
  }
});
await Promise.all(lanes);
