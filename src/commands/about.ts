import { coverageOf } from '../data/coverage.ts';
import { KINDS } from '../data/schema.ts';
import { COLOURS, container, text } from '../views/parts.ts';
import { type Command, defineAction } from './command.ts';
import { hide } from './options.ts';

/** `/about`: what this is, what it holds, and how sure it is of it. */
export const about: Command = {
  name: 'about',
  access: 'everyone',
  action: defineAction({
    options: { hide: hide() },
    run({ lang, library }, { hide }) {
      const records = [...library.all()];
      const { kinds } = coverageOf(records);
      const counts = KINDS.map((kind) => lang.pair(lang.t(`kinds.${kind}`), lang.number(kinds[kind])));
      return {
        view: {
          components: [
            container(COLOURS.calm, [
              text(`## ${lang.t('about.title')}`, lang.t('about.text')),
              text(`**${lang.t('about.holds', { count: records.length })}**`, counts.join(' · ')),
              text(lang.t('about.start')),
            ]),
          ],
        },
        private: hide,
      };
    },
  }),
};
