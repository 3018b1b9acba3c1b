/** How many mornings the bot comes through with each channel told once, killed again and again while it posts. */
import { playKills } from '../e2e/kill.ts';

const isQuick = process.argv.includes('--quick');
const given = process.argv.find((word) => word.startsWith('--seed='))?.slice('--seed='.length);
const seed = Number(given ?? 1);
const rounds = isQuick ? 5 : 50;

const say = (...columns: readonly (string | number)[]) =>
  process.stdout.write(`| ${columns.map((column) => String(column).padStart(12)).join(' | ')} |\n`);

process.stdout.write(`${rounds} rounds of 200 subscriptions in 20 servers, seed ${seed}\n\n`);
say('date', 'kills', 'out at kill', 'down (s)', 'lost', 'doubled', 'seconds');
say(...Array.from({ length: 7 }, () => '---:'));

const sum = { kills: 0, midway: 0, late: 0, lost: 0, doubled: 0, deliveries: 0 };
const begun = performance.now();
let last = begun;
for await (const { date, kills, channels, lost, doubled } of playKills({
  rounds,
  seed,
  guilds: 20,
  perGuild: 10,
  again: 0.3,
})) {
  const now = performance.now();
  const posted = kills.map((kill) => kill.posted).join(' ');
  const down = kills.map((kill) => kill.down).join(' ');
  say(date, kills.length, posted, down, lost, doubled, ((now - last) / 1000).toFixed(1));
  last = now;
  sum.kills += kills.length;
  sum.midway += kills.filter((kill) => kill.posted > 0 && kill.posted < channels).length;
  sum.late += kills.filter((kill) => kill.down > 300).length;
  sum.lost += lost;
  sum.doubled += doubled;
  sum.deliveries += channels;
}
const seconds = ((performance.now() - begun) / 1000).toFixed(0);
process.stdout.write(
  `\n${sum.deliveries} deliveries, ${sum.kills} kills (${sum.midway} in the middle of posting, ${sum.late} followed by ` +
    `a start after the nonce's five minutes): ${sum.lost} lost, ${sum.doubled} doubled, in ${seconds} s\n`,
);
if (sum.lost + sum.doubled > 0) process.exitCode = 1;
