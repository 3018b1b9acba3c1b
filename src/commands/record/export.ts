import { Buffer } from 'node:buffer';
import { exportRecords, FORMATS } from '../../data/transfer/export.ts';
import { MAX_BYTES } from '../../data/transfer/limits.ts';
import { exportView } from '../../views/record-import.ts';
import { defineAction, Refusal } from '../command.ts';
import { oneOf } from '../options.ts';
import { dataOf } from './choosing.ts';

const WHAT = ['own', 'all'] as const;

/** `/record export`: a file that `/record import` takes. */
export const exportAction = defineAction({
  options: {
    what: oneOf(WHAT.map((value) => ({ value, key: `export.${value}` as const }))),
    format: oneOf(FORMATS.map((value) => ({ value, key: `format.${value}` as const }))),
  },
  async run(context, { what = 'own', format = 'csv' }) {
    const { lang, library } = context;
    const { records, corrections } = await dataOf(context);
    const own = [...records, ...corrections.map(({ record }) => record)];
    const chosen = what === 'own' ? own : [...library.all()];
    if (chosen.length === 0) throw new Refusal('export.nothing');
    const chunks: Buffer[] = [];
    for await (const chunk of exportRecords(chosen, library.source, format)) chunks.push(Buffer.from(chunk));
    const data = Buffer.concat(chunks);
    if (data.length > MAX_BYTES) throw new Refusal('export.tooLarge', { megabytes: MAX_BYTES / 1024 / 1024 });
    const file = { name: `almanac-${what}.${format}`, data };
    return { view: exportView(lang, file, chosen.length), private: true };
  },
});
