/**
 * The real bot as a process of its own, with a clock that its parent moves. Beside the bot's own environment it reads
 * CLOCK_AHEAD, by how many milliseconds its clock is ahead at the start, and DIGEST_RATE, in requests a second. It
 * says `ready` once it serves; told `{ ahead }` it moves its clock, does what is due, and says `ticked`.
 */
import { pino } from 'pino';
import { startBot } from '../../src/bot.ts';
import { readSettings } from '../../src/settings.ts';

const settings = readSettings(process.env);
const { token } = settings;
if (token === undefined) throw new Error('DISCORD_TOKEN is missing.');
const rate = Number(process.env['DIGEST_RATE'] ?? settings.config.digest.rate);
const config = { ...settings.config, digest: { ...settings.config.digest, rate } };

let ahead = Number(process.env['CLOCK_AHEAD'] ?? 0);
const clock = () => new Date(Date.now() + ahead);

// Nobody is left to ask for anything.
process.once('disconnect', () => process.exit());

const bot = await startBot({
  settings: { ...settings, config, token },
  clock,
  log: pino({ level: settings.logLevel }),
});
process.on('message', (message: { ahead: number }) => {
  ahead = message.ahead;
  bot.tick().then(
    () => process.send?.('ticked'),
    (error: unknown) => {
      throw error;
    },
  );
});
process.send?.('ready');
