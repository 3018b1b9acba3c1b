/**
 * What a picture takes: from records to SVG, from SVG to PNG, how large it is, and the longest time that the event loop
 * was held meanwhile, beside that of an idle second.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCatalogue } from '../../src/data/catalogue.ts';
import { eventsBetween } from '../../src/data/timeline.ts';
import { LOCALES, language } from '../../src/views/language.ts';
import { mapOf } from '../../src/views/map.ts';
import type { Drawing } from '../../src/views/picture.ts';
import { createRenderer } from '../../src/views/pictures/render.ts';
import { THEMES } from '../../src/views/pictures/svg.ts';
import { barsOf, MEASURES } from '../../src/views/stats.ts';
import { stripOf } from '../../src/views/strip.ts';

const ROUNDS = process.argv.includes('--quick') ? 3 : 20;

const catalogue = await readCatalogue();
const records = [...catalogue.all()];
const entries = eventsBetween(catalogue);

const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1] ?? 0;

/** Runs something and gives the longest that the loop was held, in milliseconds. */
async function longestHold(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  await sleep(5);
  delay.disable();
  return delay.max / 1e6;
}

const cells = (values: readonly (string | number)[]) =>
  `${values.map((value, i) => (i === 0 ? String(value).padEnd(22) : String(value).padStart(10))).join('')}\n`;

process.stdout.write(cells(['picture', 'draw ms', 'render ms', 'hold ms', 'kB']));
process.stdout.write(cells(['(idle)', '', '', (await longestHold(() => sleep(1000))).toFixed(1), '']));
for (const locale of LOCALES) {
  const lang = language(locale);
  const drawings: Record<string, () => Drawing | undefined> = {
    map: () => mapOf(lang, records, {}, THEMES.dark),
    ...Object.fromEntries(
      MEASURES.map((measure) => [
        `bars by ${measure}`,
        () => barsOf(lang, measure, records, {}, THEMES.dark),
      ]),
    ),
    strip: () => stripOf(lang, entries, entries.slice(0, 6), THEMES.dark),
  };
  for (const [name, draw] of Object.entries(drawings)) {
    const drawn: number[] = [];
    const rendered: number[] = [];
    const holds: number[] = [];
    let bytes = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const before = performance.now();
      const svg = draw()?.svg ?? '';
      const between = performance.now();
      // Another renderer each time: this one would remember.
      const render = createRenderer();
      let after = between;
      holds.push(
        await longestHold(async () => {
          bytes = (await render(svg)).length;
          after = performance.now();
        }),
      );
      drawn.push(between - before);
      rendered.push(after - between);
    }
    const [first, second, hold] = [drawn, rendered, holds].map((times) => median(times).toFixed(1));
    process.stdout.write(
      cells([`${name}, ${locale}`, first ?? '', second ?? '', hold ?? '', (bytes / 1000).toFixed(0)]),
    );
  }
}
