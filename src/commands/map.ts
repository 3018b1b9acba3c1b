import { counted } from '../data/counts.ts';
import { mapOf } from '../views/map.ts';
import { pictureView } from '../views/picture.ts';
import { THEMES } from '../views/pictures/svg.ts';
import { type Command, defineAction, Refusal } from './command.ts';
import { hide, kind, theme, year } from './options.ts';

/** `/map`: how many records each province-level unit has. */
export const map: Command = {
  name: 'map',
  access: 'everyone',
  action: defineAction({
    options: { kind: kind(), until: year(), theme: theme(), hide: hide() },
    async run({ lang, library, services }, { theme, hide, ...asked }) {
      const records = counted(library.all(), asked);
      if (records.length === 0) throw new Refusal('refusal.noneMatch');
      const drawing = mapOf(lang, records, asked, THEMES[theme]);
      const png = await services.render(drawing.svg);
      return { view: pictureView(drawing, png, lang.t('map.help')), private: hide };
    },
  }),
};
