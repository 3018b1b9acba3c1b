import { counted } from '../data/counts.ts';
import { pictureView } from '../views/picture.ts';
import { THEMES } from '../views/pictures/svg.ts';
import { barsOf, MEASURES } from '../views/stats.ts';
import { type Command, defineAction, Refusal } from './command.ts';
import { hide, kind, oneOf, province, required, theme, year } from './options.ts';

const measure = () => oneOf(MEASURES.map((value) => ({ value, key: `measure.${value}` as const })));

/** `/stats`: how many records there are by kind, province or year, and the largest sums. */
export const stats: Command = {
  name: 'stats',
  access: 'everyone',
  action: defineAction({
    options: {
      by: required(measure()),
      kind: kind(),
      province: province(),
      until: year(),
      theme: theme(),
      hide: hide(),
    },
    async run({ lang, library, services }, { by, theme, hide, ...asked }) {
      const drawing = barsOf(lang, by, counted(library.all(), asked), asked, THEMES[theme]);
      if (!drawing) throw new Refusal('refusal.noneMatch');
      const png = await services.render(drawing.svg);
      return { view: pictureView(drawing, png, lang.t('stats.help')), private: hide };
    },
  }),
};
